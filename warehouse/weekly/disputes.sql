-- The week's doubts of another party's word, each with the claim nearest to it: one of the same article, of the body
-- rather than a headline, in X's own words before acts as told before the word of others, the surest, the latest. A doubt that several copies repeat shows once.
SELECT
  claim_signal_id, doubt_signal_id, actor, actor_name, claim_type, claim_evidence, claim_person_name,
  claim_outlet, claim_title, claim_on, doubter, doubter_name, doubt_evidence, doubt_person_name,
  doubt_outlet, doubt_title, doubt_on
FROM disputes_as_of($as_of::TIMESTAMPTZ)
WHERE doubt_week_start = $week_start::DATE
QUALIFY row_number() OVER (
  PARTITION BY doubter, actor, doubt_evidence
  ORDER BY
    same_article DESC, claim_is_headline, CASE claim_voice WHEN 'own' THEN 0 WHEN 'narrated' THEN 1 ELSE 2 END,
    claim_confidence DESC, claim_on DESC, claim_signal_id, doubt_signal_id
) = 1
ORDER BY doubt_on, doubter, actor, doubt_signal_id
