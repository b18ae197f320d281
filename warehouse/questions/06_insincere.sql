-- title: Who calls whom insincere?
-- answers: Doubts of one party about another in 52 weeks unless told: how often, in how many stories, and the latest words.
-- param party
-- param target
-- param since = (SELECT max(week_start) - 364 FROM coverage_as_of($as_of) WHERE with_signals > 0)
-- param until
SELECT
  actor_name, target_name, count(*) AS doubts, count(DISTINCT story_id) AS stories, max(published_first) AS last_on,
  arg_max(evidence, (published_first, signal_id)) AS last_evidence,
  arg_max(signal_id, (published_first, signal_id)) AS last_signal_id
FROM signals_as_of($as_of)
WHERE signal_type = 'doubt' AND timing = 'current' AND NOT is_headline AND is_lead AND target IS NOT NULL
  AND actor = $party
  AND target = $target
  AND published_first >= $since
  AND published_first <= $until
GROUP BY actor_name, target_name
ORDER BY doubts DESC, last_on DESC, actor_name, target_name
