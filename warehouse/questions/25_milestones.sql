-- title: What was agreed, held or broken off?
-- answers: Agreements, talks and breaks of the last twelve weeks, unless told, as the parties' own acts, newest first.
-- param party
-- param since = (SELECT max(week_start) - 84 FROM coverage_as_of($as_of) WHERE with_signals > 0)
-- param until
SELECT published_first, actor_name, signal_type, target_name, evidence, outlet, url, signal_id
FROM signals_as_of($as_of)
WHERE signal_type IN ('agreement', 'talks', 'suspend') AND counted
  AND actor = $party
  AND published_first >= $since
  AND published_first <= $until
ORDER BY published_first DESC, actor_name, signal_id
LIMIT 200
