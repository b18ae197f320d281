-- title: Who mediates?
-- answers: Offers to mediate or host, and what go-betweens did: by party, with the latest words, in 52 weeks unless told.
-- param party
-- param since = (SELECT max(week_start) - 364 FROM coverage_as_of($as_of) WHERE with_signals > 0)
SELECT
  actor_name, count(*) AS signals, count(DISTINCT story_id) AS stories, min(published_first) AS first_on,
  max(published_first) AS last_on, arg_max(evidence, (published_first, signal_id)) AS last_evidence,
  arg_max(signal_id, (published_first, signal_id)) AS last_signal_id
FROM signals_as_of($as_of)
WHERE signal_type = 'mediate' AND timing = 'current' AND NOT is_headline AND is_lead
  AND actor = $party
  AND published_first >= $since
GROUP BY actor_name
ORDER BY last_on DESC, actor_name
