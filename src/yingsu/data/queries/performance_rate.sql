-- 生效裁判履行率（performance_rate）
WITH past AS (
  -- 已生效、没有被撤销的裁判要本县单位做、没有终止、到期日已过的事；写了就是做了，没写就是没做
  SELECT obligations.case_id, obligations.standing_proceeding_no AS proceeding_no, obligations.unit,
         obligations.reported_unit, obligations.due_on,
         CASE WHEN obligations.done_on IS NOT NULL THEN 2 ELSE 0 END AS answer
  FROM obligations
  JOIN proceedings ON proceedings.case_id = obligations.case_id
    AND proceedings.proceeding_no = obligations.standing_proceeding_no
  WHERE obligations.is_own AND obligations.is_due AND NOT obligations.has_ended
    AND proceedings.is_litigation AND proceedings.instance <> '再审审查'
    AND proceedings.is_effective = '是' AND NOT proceedings.is_set_aside
),
voided AS (
  SELECT DISTINCT case_id, standing_proceeding_no AS proceeding_no FROM obligations WHERE is_own AND is_void
),
counted AS (
  -- 一份裁判一件，按最早的到期日计入期间；有一项的原裁判已被撤销的，整件不计
  SELECT past.case_id, past.proceeding_no, MIN(past.due_on) AS counted_on, MIN(past.answer) AS answer
  FROM past LEFT JOIN voided ON voided.case_id = past.case_id AND voided.proceeding_no = past.proceeding_no
  WHERE voided.case_id IS NULL
  GROUP BY past.case_id, past.proceeding_no
),
by_unit AS (
  -- 一个单位的各项都做了才算
  SELECT case_id, proceeding_no, unit, reported_unit, MIN(answer) AS answer
  FROM past GROUP BY case_id, proceeding_no, unit, reported_unit
),
merged AS (
  SELECT counted.case_id, counted.proceeding_no, counted.counted_on, by_unit.reported_unit AS unit,
         MAX(by_unit.answer) AS answer
  FROM counted
  JOIN by_unit ON by_unit.case_id = counted.case_id AND by_unit.proceeding_no = counted.proceeding_no
  GROUP BY counted.case_id, counted.proceeding_no, counted.counted_on, by_unit.reported_unit
  UNION ALL
  SELECT case_id, proceeding_no, counted_on, '全县', answer FROM counted
)
SELECT periods.period, merged.unit,
       SUM(CASE WHEN merged.answer = 2 THEN 1 ELSE 0 END) AS numerator,
       COUNT(*) AS denominator,
       SUM(CASE WHEN merged.answer = 1 THEN 1 ELSE 0 END) AS unknown_count
FROM merged JOIN periods ON merged.counted_on BETWEEN periods.first_day AND periods.last_day
WHERE merged.answer IS NOT NULL
GROUP BY periods.period, merged.unit
ORDER BY periods.period, merged.unit;
