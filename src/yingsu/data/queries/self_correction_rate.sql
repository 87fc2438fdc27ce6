-- 败诉风险案件自纠比例（self_correction_rate）
WITH alerts AS (
  SELECT case_id, MIN(received_on) AS alerted_on
  FROM letters WHERE kind = '败诉风险提示函' AND case_id IS NOT NULL GROUP BY case_id
),
courses AS (
  SELECT case_id, MIN(notified_on) AS notified_on, MIN(filed_on) AS filed_on, MAX(concluded_on) AS concluded_on
  FROM proceedings WHERE is_litigation GROUP BY case_id
),
without_suit AS (
  -- 只有非诉审查的，不计入
  SELECT case_id FROM proceedings
  GROUP BY case_id HAVING MAX(CASE WHEN is_litigation THEN 1 ELSE 0 END) = 0
),
at_risk AS (
  -- 收到败诉风险提示函，或败诉风险为高的争议：按首次收函计入期间，没有的按首次收到应诉通知，再没有的按立案日期
  SELECT cases.case_id, COALESCE(alerts.alerted_on, courses.notified_on, courses.filed_on) AS counted_on,
         courses.concluded_on
  FROM cases
  LEFT JOIN alerts ON alerts.case_id = cases.case_id
  LEFT JOIN courses ON courses.case_id = cases.case_id
  LEFT JOIN without_suit ON without_suit.case_id = cases.case_id
  WHERE (alerts.case_id IS NOT NULL OR cases.loss_risk = '高')
    AND cases.own_defendant_count > 0 AND without_suit.case_id IS NULL
),
in_time AS (
  -- 最后一次裁判当日或之前的自纠；没有裁判的不限
  SELECT at_risk.case_id, self_corrections.unit
  FROM at_risk JOIN self_corrections ON self_corrections.case_id = at_risk.case_id
  WHERE self_corrections.reported_unit IS NOT NULL
    AND (at_risk.concluded_on IS NULL OR self_corrections.corrected_on <= at_risk.concluded_on)
),
merged AS (
  SELECT at_risk.case_id, at_risk.counted_on, defendants.reported_unit AS unit,
         MAX(CASE WHEN in_time.case_id IS NOT NULL THEN 2 ELSE 0 END) AS answer
  FROM at_risk
  JOIN defendants ON defendants.case_id = at_risk.case_id AND defendants.is_own
  LEFT JOIN in_time ON in_time.case_id = defendants.case_id AND in_time.unit = defendants.unit
  GROUP BY at_risk.case_id, at_risk.counted_on, defendants.reported_unit
  UNION ALL
  -- 全县：任一本县单位自纠就算自纠
  SELECT at_risk.case_id, at_risk.counted_on, '全县',
         MAX(CASE WHEN in_time.case_id IS NOT NULL THEN 2 ELSE 0 END)
  FROM at_risk LEFT JOIN in_time ON in_time.case_id = at_risk.case_id
  GROUP BY at_risk.case_id, at_risk.counted_on
)
SELECT periods.period, merged.unit,
       SUM(CASE WHEN merged.answer = 2 THEN 1 ELSE 0 END) AS numerator,
       COUNT(*) AS denominator,
       SUM(CASE WHEN merged.answer = 1 THEN 1 ELSE 0 END) AS unknown_count
FROM merged JOIN periods ON merged.counted_on BETWEEN periods.first_day AND periods.last_day
WHERE merged.answer IS NOT NULL
GROUP BY periods.period, merged.unit
ORDER BY periods.period, merged.unit;
