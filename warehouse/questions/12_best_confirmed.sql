-- title: What is best confirmed this week?
-- answers: Claims of the week by how many independent stories, outlets and kinds of owner carry them.
-- param week = (SELECT max(iso_week) FROM coverage_as_of($as_of) WHERE with_signals > 0)
-- param party
SELECT
  actor_name, signal_type, target_name, verdict, stories, articles, outlets, ownerships, countries, ownership_list, unknown_owners,
  signal_id
FROM corroboration_as_of($as_of)
WHERE iso_week = $week
  AND actor = $party
ORDER BY stories DESC, ownerships DESC, outlets DESC, actor_name, signal_type, target_name
LIMIT 100
