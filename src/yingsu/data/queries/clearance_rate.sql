-- 结案率（clearance_rate）
WITH merged AS (
  SELECT DISTINCT proceedings.case_id, proceedings.proceeding_no, proceedings.begun_on, proceedings.concluded_on,
         responses.reported_unit AS unit
  FROM proceedings
  JOIN responses ON responses.case_id = proceedings.case_id AND responses.proceeding_no = proceedings.proceeding_no
  WHERE proceedings.is_litigation AND proceedings.instance = '一审' AND proceedings.begun_on IS NOT NULL
  UNION ALL
  SELECT case_id, proceeding_no, begun_on, concluded_on, '全县'
  FROM proceedings
  WHERE is_litigation AND instance = '一审' AND begun_on IS NOT NULL
    AND case_id IN (SELECT case_id FROM defendants WHERE is_own)
)
-- 上期结转加本期新收；在期间内审结的计入分子
SELECT periods.period, merged.unit,
       SUM(CASE WHEN merged.concluded_on BETWEEN periods.first_day AND periods.last_day THEN 1 ELSE 0 END) AS numerator,
       COUNT(*) AS denominator,
       0 AS unknown_count
FROM merged
JOIN periods ON merged.begun_on <= periods.last_day
  AND (merged.concluded_on IS NULL OR merged.concluded_on >= periods.first_day)
GROUP BY periods.period, merged.unit
ORDER BY periods.period, merged.unit;
