-- 终局败诉率（final_adverse_rate）
WITH judged AS (
  -- 有终局的争议，一个争议一件，按终局的生效日期计入期间。2 是，1 不明，0 否，空 不计入
  SELECT cases.case_id, cases.final_proceeding_no AS proceeding_no, cases.final_effective_on AS counted_on,
         outcomes.reported_unit,
         CASE outcomes.is_adverse WHEN '是' THEN 2 WHEN '不明' THEN 1 ELSE 0 END AS answer
  FROM cases
  JOIN outcomes ON outcomes.case_id = cases.case_id AND outcomes.proceeding_no = cases.final_proceeding_no
  WHERE cases.has_final = '是' AND outcomes.is_own
),
merged AS (
  -- 单位：归口到一起的，有一个是就算是；全县：任一本县被告是就算是
  SELECT case_id, proceeding_no, counted_on, reported_unit AS unit, MAX(answer) AS answer
  FROM judged GROUP BY case_id, proceeding_no, counted_on, reported_unit
  UNION ALL
  SELECT case_id, proceeding_no, counted_on, '全县', MAX(answer)
  FROM judged GROUP BY case_id, proceeding_no, counted_on
)
SELECT periods.period, merged.unit,
       SUM(CASE WHEN merged.answer = 2 THEN 1 ELSE 0 END) AS numerator,
       COUNT(*) AS denominator,
       SUM(CASE WHEN merged.answer = 1 THEN 1 ELSE 0 END) AS unknown_count
FROM merged JOIN periods ON merged.counted_on BETWEEN periods.first_day AND periods.last_day
WHERE merged.answer IS NOT NULL
GROUP BY periods.period, merged.unit
ORDER BY periods.period, merged.unit;
