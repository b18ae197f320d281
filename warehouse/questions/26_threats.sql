-- title: Who threatens what if talks fail?
-- answers: Warnings tied to negotiations or their failure, of the last twelve weeks unless told, newest first.
-- param party
-- param target
-- param since = (SELECT max(week_start) - 84 FROM coverage_as_of($as_of) WHERE with_signals > 0)
SELECT published_first, actor_name, target_name, voice, evidence, conditions, outlet, url, signal_id
FROM signals_as_of($as_of)
WHERE signal_type = 'threat' AND timing = 'current' AND is_lead AND NOT is_headline
  AND actor = $party
  AND target = $target
  AND published_first >= $since
ORDER BY published_first DESC, actor_name, signal_id
LIMIT 200
