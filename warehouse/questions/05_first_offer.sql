-- title: When did each party first offer talks, and in which words?
-- answers: The first offer on record of each party, by its own words or acts.
-- param party
-- param since
SELECT
  actor_name, min(published_first) AS first_on,
  arg_min(target_name, (published_first, -confidence, signal_id)) AS target_name,
  arg_min(evidence, (published_first, -confidence, signal_id)) AS evidence,
  arg_min(title, (published_first, -confidence, signal_id)) AS title,
  arg_min(signal_id, (published_first, -confidence, signal_id)) AS signal_id
FROM signals_as_of($as_of)
WHERE signal_type = 'offer' AND counted
  AND actor = $party
  AND published_first >= $since
GROUP BY actor_name
ORDER BY first_on, actor_name
