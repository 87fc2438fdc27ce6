-- 撤诉率（withdrawal_rate）
WITH judged AS (
  -- 审结的一审（不含移送）中的本县被告。2 是，1 不明，0 否，空 不计入
  SELECT outcomes.case_id, outcomes.proceeding_no, proceedings.concluded_on AS counted_on, outcomes.reported_unit,
         CASE WHEN NOT outcomes.is_said THEN 1
              WHEN outcomes.dispositions LIKE '%准许撤诉%' OR outcomes.dispositions LIKE '%按撤诉处理%' THEN 2
              ELSE 0 END AS answer
  FROM outcomes
  JOIN proceedings ON proceedings.case_id = outcomes.case_id AND proceedings.proceeding_no = outcomes.proceeding_no
  WHERE outcomes.is_own AND proceedings.is_litigation AND proceedings.instance = '一审'
    AND NOT proceedings.is_transferred
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
