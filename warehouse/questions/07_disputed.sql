-- title: Whose readiness is disputed this week, and by whom?
-- answers: Each claim that a party would settle beside the doubt of it by another party within 14 days.
-- param week = (SELECT max(iso_week) FROM coverage_as_of($as_of) WHERE with_signals > 0)
-- param party
SELECT
  actor_name, claim_type, claim_on, claim_voice, claim_evidence, doubter_name, doubt_on, doubt_evidence, same_article,
  claim_signal_id, doubt_signal_id
FROM disputes_as_of($as_of)
WHERE doubt_week_start = strptime($week || '-1', '%G-W%V-%u')::DATE
  AND actor = $party
ORDER BY actor_name, claim_on, doubt_on, claim_signal_id, doubt_signal_id
LIMIT 200
