-- title: On what conditions would each party settle?
-- answers: How each party last stood to each condition, in its own words and acts, and since when.
-- param party
-- param condition
SELECT actor_name, condition, state, since, state_before, last_on, last_type, stories, last_evidence, last_signal_id
FROM condition_board_as_of($as_of)
WHERE actor IS NOT NULL
  AND actor = $party
  AND condition = $condition
ORDER BY stories DESC, actor_name, condition
