-- title: How has a party's stance run, week by week?
-- answers: Net stance by week from -1 to +1, with the number of independent stories behind it, for 52 weeks unless told.
-- param party
-- param since = (SELECT max(week_start) - 364 FROM coverage_as_of($as_of) WHERE with_signals > 0)
-- param until
SELECT week_start, iso_week, actor_name, net, positive, negative, stories
FROM weekly_stance_as_of($as_of)
WHERE stories > 0
  AND actor = $party
  AND week_start >= $since
  AND week_start <= $until
ORDER BY week_start DESC, stories DESC, actor_name
LIMIT 500
