-- title: Was it a quiet week, or was nothing read?
-- answers: Articles read by week, those with signals, and how well they are dated, for 52 weeks unless told.
-- param since = (SELECT max(week_start) - 364 FROM coverage_as_of($as_of) WHERE with_signals > 0)
-- param until
SELECT week_start, iso_week, articles, with_signals, imprecise, inferred, opinion, outlets
FROM coverage_as_of($as_of)
WHERE articles > 0
  AND week_start >= $since
  AND week_start <= $until
ORDER BY week_start DESC
LIMIT 104
