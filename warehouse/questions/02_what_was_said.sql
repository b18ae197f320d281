-- title: What did the parties say and do this week?
-- answers: The counted signals of the week, party by party, each with its exact words.
-- param week = (SELECT max(iso_week) FROM coverage_as_of($as_of) WHERE with_signals > 0)
-- param party
SELECT
  actor_name, signal_type, target_name, person_name, conditions, evidence, published_first, outlet, url, signal_id
FROM signals_as_of($as_of)
WHERE iso_week = $week AND counted
  AND actor = $party
ORDER BY actor_name, direction DESC, published_first, signal_id
