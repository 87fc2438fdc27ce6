-- 一审败诉率（adverse_rate）
WITH judged AS (
  -- 审结的一审（不含移送）中的本县被告。2 是，1 不明，0 否，空 不计入
  SELECT outcomes.case_id, outcomes.proceeding_no, proceedings.concluded_on AS counted_on, outcomes.reported_unit,
         CASE outcomes.is_adverse WHEN '是' THEN 2 WHEN '不明' THEN 1 ELSE 0 END AS answer
  FROM outcomes
  JOIN proceedings ON proceedings.case_id = outcomes.case_id AND proceedings.proceeding_no = outcomes.proceeding_no
  CROSS JOIN metadata
  WHERE outcomes.is_own AND proceedings.is_litigation AND proceedings.instance = '一审'
    AND NOT proceedings.is_transferred
    -- 口径的分母为“审结”的全计，为“实体判决”的只计判决
    AND (metadata.adverse_denominator = '审结' OR proceedings.is_judgment = '是')
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
