-- title: Do outlets of different countries and owners tell a party differently?
-- answers: Mean direction of a party's signals by country and kind of owner of the outlet, in the week.
-- param week = (SELECT max(iso_week) FROM coverage_as_of($as_of) WHERE with_signals > 0)
-- param party
SELECT
  actor_name, country, ownership, count(DISTINCT outlet) AS outlets, count(DISTINCT article_id) AS articles,
  count(*) AS signals, avg(direction) AS mean_direction
FROM signals_as_of($as_of)
WHERE iso_week = $week AND timing = 'current' AND actor NOT IN ('author', 'analyst')
  AND actor = $party
GROUP BY actor_name, country, ownership
ORDER BY actor_name, signals DESC, country, ownership
