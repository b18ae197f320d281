-- title: What hangs by a single story?
-- answers: Claims of the week that one story alone tells.
-- param week = (SELECT max(iso_week) FROM coverage_as_of($as_of) WHERE with_signals > 0)
-- param party
SELECT c.actor_name, c.signal_type, c.target_name, c.articles, c.voices, s.evidence, s.outlet, s.url, c.signal_id
FROM corroboration_as_of($as_of) AS c
JOIN signals_as_of($as_of) AS s ON s.signal_id = c.signal_id AND s.iso_week = c.iso_week
WHERE c.verdict = 'one story' AND c.iso_week = $week AND s.iso_week = $week
  AND c.actor = $party
ORDER BY c.actor_name, c.signal_type, c.target_name
