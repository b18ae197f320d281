-- title: When did each party first offer talks, and in which words?
-- answers: The first offer on record of each party, by its own words or acts.
-- param party
-- param since
WITH offer AS (
  SELECT
    actor_name,
    arg_min(
      {'on': published_first, 'to': target_name, 'words': evidence, 'title': title, 'id': signal_id},
      (published_first, -confidence, signal_id)
    ) AS earliest
  FROM signals_as_of($as_of)
  WHERE signal_type = 'offer' AND counted
    AND actor = $party
    AND published_first >= $since
  GROUP BY actor_name
)
SELECT
  actor_name, earliest.on AS first_on, earliest.to AS target_name, earliest.words AS evidence, earliest.title AS title,
  earliest.id AS signal_id
FROM offer
ORDER BY first_on, actor_name
