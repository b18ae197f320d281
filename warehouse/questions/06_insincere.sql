-- title: Who calls whom insincere?
-- answers: Doubts of one party about another: how often, in how many stories, and the latest words.
-- param party
-- param target
-- param since
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
