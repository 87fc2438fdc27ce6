-- 来函按期回复率（letter_reply_rate）
WITH judged AS (
  -- 本县单位收到、有回复期限、已回复或期限已过的来函，按回复期限计入期间。2 是，0 否
  SELECT source, letter_no, reply_due_on AS counted_on, reported_unit,
         CASE WHEN replied_on <= reply_due_on THEN 2 ELSE 0 END AS answer
  FROM letters
  WHERE is_reply_due AND reported_unit IS NOT NULL
),
merged AS (
  SELECT source, letter_no, counted_on, reported_unit AS unit, answer FROM judged
  UNION ALL
  SELECT source, letter_no, counted_on, '全县', answer FROM judged
)
SELECT periods.period, merged.unit,
       SUM(CASE WHEN merged.answer = 2 THEN 1 ELSE 0 END) AS numerator,
       COUNT(*) AS denominator,
       SUM(CASE WHEN merged.answer = 1 THEN 1 ELSE 0 END) AS unknown_count
FROM merged JOIN periods ON merged.counted_on BETWEEN periods.first_day AND periods.last_day
WHERE merged.answer IS NOT NULL
GROUP BY periods.period, merged.unit
ORDER BY periods.period, merged.unit;
