-- 应诉备案率（registration_rate）
WITH judged AS (
  -- 收到应诉通知的本县被告。2 已备案，0 没有备案
  SELECT responses.case_id, responses.proceeding_no, responses.notified_on AS counted_on, responses.reported_unit,
         CASE WHEN responses.registered_on IS NOT NULL THEN 2 ELSE 0 END AS answer
  FROM responses
  JOIN proceedings ON proceedings.case_id = responses.case_id AND proceedings.proceeding_no = responses.proceeding_no
  WHERE proceedings.is_litigation AND responses.notified_on IS NOT NULL
),
counted AS (
  -- 一个案号一件，按最早的收到应诉通知计入期间
  SELECT case_id, proceeding_no, MIN(counted_on) AS counted_on
  FROM judged GROUP BY case_id, proceeding_no
),
merged AS (
  -- 各有各的义务：有一个没有做就算没有做；没有人没做、又有还不能评判的，不计入
  SELECT judged.case_id, judged.proceeding_no, counted.counted_on, judged.reported_unit AS unit,
         CASE WHEN MIN(judged.answer) = 0 THEN 0 WHEN COUNT(judged.answer) = COUNT(*) THEN 2 END AS answer
  FROM judged
  JOIN counted ON counted.case_id = judged.case_id AND counted.proceeding_no = judged.proceeding_no
  GROUP BY judged.case_id, judged.proceeding_no, counted.counted_on, judged.reported_unit
  UNION ALL
  SELECT judged.case_id, judged.proceeding_no, counted.counted_on, '全县',
         CASE WHEN MIN(judged.answer) = 0 THEN 0 WHEN COUNT(judged.answer) = COUNT(*) THEN 2 END
  FROM judged
  JOIN counted ON counted.case_id = judged.case_id AND counted.proceeding_no = judged.proceeding_no
  GROUP BY judged.case_id, judged.proceeding_no, counted.counted_on
)
SELECT periods.period, merged.unit,
       SUM(CASE WHEN merged.answer = 2 THEN 1 ELSE 0 END) AS numerator,
       COUNT(*) AS denominator,
       SUM(CASE WHEN merged.answer = 1 THEN 1 ELSE 0 END) AS unknown_count
FROM merged JOIN periods ON merged.counted_on BETWEEN periods.first_day AND periods.last_day
WHERE merged.answer IS NOT NULL
GROUP BY periods.period, merged.unit
ORDER BY periods.period, merged.unit;
