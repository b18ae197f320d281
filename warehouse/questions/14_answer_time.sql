-- title: How long until an offer is rejected or doubted?
-- answers: Days from the offers of one party to the first rejection or doubt, by who answered and how, in 52 weeks unless told.
-- param party
-- param since = (SELECT max(week_start) - 364 FROM coverage_as_of($as_of) WHERE with_signals > 0)
SELECT
  actor_name, answerer_name, answer_type, count(*) AS offers, min(days) AS shortest, median(days) AS median_days,
  max(days) AS longest, arg_max(answer_evidence, (offer_on, offer_signal_id)) AS last_answer
FROM latency_since_as_of($as_of, $since)
WHERE days IS NOT NULL
  AND actor = $party
GROUP BY actor_name, answerer_name, answer_type
ORDER BY offers DESC, actor_name, answerer_name, answer_type
