-- 全部指标，从计数明细加总（every_figure）
WITH daily AS (
  -- 先按天加总，再看落在哪些期间：期间有几百个，明细有几十万行
  SELECT metric, unit, counted_on, open_from, open_until, is_settling, verdict, COUNT(*) AS item_count
  FROM items
  WHERE verdict <> 'left_out'
  GROUP BY metric, unit, counted_on, open_from, open_until, is_settling, verdict
)
SELECT daily.metric, periods.period, daily.unit,
       SUM(CASE WHEN daily.is_settling THEN
                  CASE WHEN daily.open_until BETWEEN periods.first_day AND periods.last_day THEN item_count ELSE 0 END
                WHEN daily.verdict = 'hit' THEN item_count ELSE 0 END) AS numerator,
       SUM(item_count) AS denominator,
       SUM(CASE WHEN daily.verdict = 'unknown' AND NOT daily.is_settling THEN item_count ELSE 0 END) AS unknown_count
FROM daily
JOIN periods
  -- 有计数日的看计数日在不在期间内；没有的，看期间内是不是还没有止
  ON (daily.counted_on BETWEEN periods.first_day AND periods.last_day)
  OR (daily.counted_on IS NULL
      AND (daily.open_from IS NULL OR daily.open_from <= periods.last_day)
      AND (daily.open_until IS NULL OR daily.open_until >= periods.first_day))
GROUP BY daily.metric, periods.period, daily.unit
ORDER BY daily.metric, periods.period, daily.unit;
