-- 正职负责人出庭率（chief_appearance_rate）
WITH judged AS (
  -- 口径为“案号”的：一个案号一件，按第一次开庭计入期间。2 是，1 不明，0 否，空 不计入
  SELECT responses.case_id, responses.proceeding_no, 0 AS hearing_no, proceedings.first_heard_on AS counted_on,
         responses.reported_unit, responses.is_to_appear,
         CASE WHEN responses.chief_appeared = '是' THEN 2 WHEN responses.chief_appeared = '不明' THEN 1
              WHEN responses.is_absence_accepted AND metadata.excused_absence = '不计分母' THEN NULL ELSE 0 END AS answer
  FROM responses
  JOIN proceedings ON proceedings.case_id = responses.case_id AND proceedings.proceeding_no = responses.proceeding_no
  CROSS JOIN metadata
  WHERE metadata.appearance_counting = '案号' AND proceedings.is_litigation AND proceedings.first_heard_on IS NOT NULL
  UNION ALL
  -- 口径为“件次”的：一次开庭一件
  SELECT appearances.case_id, appearances.proceeding_no, appearances.hearing_no, hearings.held_on,
         appearances.reported_unit, responses.is_to_appear,
         CASE WHEN appearances.chief_came = '是' THEN 2 WHEN appearances.chief_came = '不明' THEN 1
              WHEN appearances.is_absence_accepted AND metadata.excused_absence = '不计分母' THEN NULL ELSE 0 END
  FROM appearances
  JOIN hearings ON hearings.case_id = appearances.case_id AND hearings.proceeding_no = appearances.proceeding_no
    AND hearings.hearing_no = appearances.hearing_no
  JOIN responses ON responses.case_id = appearances.case_id AND responses.proceeding_no = appearances.proceeding_no
    AND responses.unit = appearances.unit
  JOIN proceedings ON proceedings.case_id = appearances.case_id
    AND proceedings.proceeding_no = appearances.proceeding_no
  CROSS JOIN metadata
  WHERE metadata.appearance_counting = '件次' AND proceedings.is_litigation
),
merged AS (
  -- 单位：由它的负责人出庭的才计
  SELECT case_id, proceeding_no, hearing_no, counted_on, reported_unit AS unit, MAX(answer) AS answer
  FROM judged WHERE is_to_appear GROUP BY case_id, proceeding_no, hearing_no, counted_on, reported_unit
  UNION ALL
  -- 全县：任一本县被告的负责人出庭就算出庭；约定由外单位出庭的不计
  SELECT case_id, proceeding_no, hearing_no, counted_on, '全县', MAX(answer)
  FROM judged GROUP BY case_id, proceeding_no, hearing_no, counted_on
  HAVING MAX(CASE WHEN is_to_appear THEN 1 ELSE 0 END) = 1
)
SELECT periods.period, merged.unit,
       SUM(CASE WHEN merged.answer = 2 THEN 1 ELSE 0 END) AS numerator,
       COUNT(*) AS denominator,
       SUM(CASE WHEN merged.answer = 1 THEN 1 ELSE 0 END) AS unknown_count
FROM merged JOIN periods ON merged.counted_on BETWEEN periods.first_day AND periods.last_day
WHERE merged.answer IS NOT NULL
GROUP BY periods.period, merged.unit
ORDER BY periods.period, merged.unit;
