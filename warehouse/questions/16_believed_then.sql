-- title: What did we believe on a day, and what do we believe now?
-- answers: Net stance of a week as it was known then (--as-of) beside what is known now.
-- param week = (SELECT max(iso_week) FROM coverage_as_of($as_of) WHERE with_signals > 0)
-- param party
SELECT
  coalesce(n.actor_name, t.actor_name) AS actor_name, t.net AS net_then, t.stories AS stories_then, n.net AS net_now,
  n.stories AS stories_now
FROM (FROM weekly_stance_as_of($as_of) WHERE iso_week = $week) AS t
FULL JOIN (FROM weekly_stance WHERE iso_week = $week) AS n ON n.actor = t.actor
WHERE coalesce(n.actor, t.actor) IS NOT NULL
  AND coalesce(n.actor, t.actor) = $party
ORDER BY actor_name
