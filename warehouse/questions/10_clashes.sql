-- title: Where do the parties stand against each other?
-- answers: Conditions that one party demands and another refuses.
-- param condition
WITH board AS MATERIALIZED (FROM condition_board_as_of($as_of))
SELECT
  d.condition, d.actor_name AS demanded_by, d.since AS demanded_since, r.actor_name AS refused_by, r.since AS refused_since,
  d.last_evidence AS demand_evidence, r.last_evidence AS refusal_evidence, d.last_signal_id, r.last_signal_id AS refusal_signal_id
FROM board AS d
JOIN board AS r ON r.condition = d.condition AND r.actor <> d.actor
WHERE d.state = 'demanded' AND r.state = 'refused'
  AND d.condition = $condition
ORDER BY d.condition, demanded_by, refused_by
