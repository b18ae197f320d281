-- title: Which offers wait for an answer?
-- answers: Offers of the last twelve weeks, unless told, that nobody has rejected or doubted so far, newest first.
-- param party
-- param target
-- param since = (SELECT max(week_start) - 84 FROM coverage_as_of($as_of) WHERE with_signals > 0)
SELECT offer_on, actor_name, target_name, offer_stories, offer_evidence, offer_signal_id
FROM latency_since_as_of($as_of, $since)
WHERE answer_on IS NULL
  AND actor = $party
  AND target = $target
ORDER BY offer_on DESC, actor_name, offer_signal_id
LIMIT 200
