-- title: Who moved this week?
-- answers: Each party's net stance in the week against the four weeks before it, with a verdict that says when there are too few stories to tell.
-- param week = (SELECT max(iso_week) FROM coverage_as_of($as_of) WHERE with_signals > 0)
-- param party
SELECT
  actor_name, verdict, net, stories, net_before, stories_before, change, positive, negative, first_types
FROM position_changes_as_of($as_of)
WHERE iso_week = $week
  AND actor = $party
ORDER BY verdict = 'too few', abs(change) DESC NULLS LAST, stories DESC, actor_name
