-- title: Which conditions has a party dropped?
-- answers: Conditions once demanded or refused and since accepted or left open, and those not heard of for 90 days.
-- param party
SELECT
  actor_name, condition, state_before, state, since, last_on,
  CASE WHEN state IN ('accepted', 'open') AND state_before IN ('demanded', 'refused') THEN 'changed' ELSE 'silent' END AS how,
  last_evidence, last_signal_id
FROM condition_board_as_of($as_of)
WHERE (
    (state IN ('accepted', 'open') AND state_before IN ('demanded', 'refused'))
    OR (state = 'demanded' AND last_on < (SELECT max(week_start) FROM coverage_as_of($as_of) WHERE with_signals > 0) - 90)
  )
  AND actor = $party
ORDER BY how, since DESC, actor_name, condition
