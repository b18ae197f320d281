-- title: Which signals should a person check first?
-- answers: Counted signals of the week that no analyst has judged, the least sure first.
-- param week = (SELECT max(iso_week) FROM coverage_as_of($as_of) WHERE with_signals > 0)
-- param party
SELECT confidence, actor_name, signal_type, target_name, speaker_name, evidence, rule, title, signal_id
FROM signals_as_of($as_of)
WHERE iso_week = $week AND counted AND label IS NULL
  AND actor = $party
ORDER BY confidence, signal_id
LIMIT 50
