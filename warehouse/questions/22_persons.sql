-- title: Who speaks for a party, and do they agree?
-- answers: Each person's signals in the party's own voice, towards a settlement and away from one, in the week.
-- param week = (SELECT max(iso_week) FROM coverage_as_of($as_of) WHERE with_signals > 0)
-- param party
-- param person
SELECT
  actor_name, person_name, count(*) AS signals, count(*) FILTER (direction > 0) AS towards,
  count(*) FILTER (direction < 0) AS away, avg(direction) AS mean_direction,
  arg_max(evidence, (published_first, signal_id)) AS last_evidence
FROM signals_as_of($as_of)
WHERE iso_week = $week AND voice = 'own' AND person IS NOT NULL AND timing = 'current' AND is_lead
  AND actor = $party
  AND person = $person
GROUP BY actor_name, person_name
ORDER BY actor_name, signals DESC, person_name
