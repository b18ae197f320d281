-- title: How has a party's stance run, week by week?
-- answers: Net stance by week from -1 to +1, with the number of independent stories behind it.
-- param party
-- param since
-- param until
SELECT week_start, iso_week, actor_name, net, positive, negative, stories
FROM weekly_stance_as_of($as_of)
WHERE stories > 0
  AND actor = $party
  AND week_start >= $since
  AND week_start <= $until
ORDER BY week_start DESC, stories DESC, actor_name
LIMIT 500
