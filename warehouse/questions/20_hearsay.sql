-- title: Does a party speak as others say that it stands?
-- answers: Signals of each party by the voice that tells them, towards a settlement and away from one, in the week.
-- param week = (SELECT max(iso_week) FROM coverage_as_of($as_of) WHERE with_signals > 0)
-- param party
SELECT
  actor_name, voice, count(*) AS signals, count(*) FILTER (direction > 0) AS towards,
  count(*) FILTER (direction < 0) AS away, avg(direction) AS mean_direction
FROM signals_as_of($as_of)
WHERE iso_week = $week AND timing = 'current' AND NOT is_headline AND is_lead
  AND actor = $party
GROUP BY actor_name, voice
ORDER BY actor_name, signals DESC, voice
