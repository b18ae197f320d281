-- Disputes: X is said to be willing, and within 14 days another party says that X is not. Who accuses whom is told;
-- who is sincere is not judged. A doubt in a headline alone makes no dispute, nor does what the doubter himself tells of X.

CREATE OR REPLACE MACRO disputes_as_of(ts) AS TABLE
SELECT
  c.signal_id AS claim_signal_id, d.signal_id AS doubt_signal_id,
  c.actor, c.actor_name, c.signal_type AS claim_type, c.evidence AS claim_evidence,
  c.person_name AS claim_person_name, c.outlet AS claim_outlet, c.title AS claim_title, c.published_first AS claim_on,
  d.actor AS doubter, d.actor_name AS doubter_name, d.evidence AS doubt_evidence,
  d.person_name AS doubt_person_name, d.outlet AS doubt_outlet, d.title AS doubt_title, d.published_first AS doubt_on,
  d.week_start AS doubt_week_start, c.article_id = d.article_id AS same_article,
  c.is_headline AS claim_is_headline, c.confidence AS claim_confidence,
  c.voice AS claim_voice
FROM (SELECT *, unnest([week_start, week_start - 7, week_start - 14]) AS claim_week FROM signal_rows_as_of(ts)) AS d
JOIN signal_rows_as_of(ts) AS c
  ON c.actor = d.target AND c.week_start = d.claim_week
  AND d.published_first BETWEEN c.published_first AND c.published_first + 14
WHERE d.signal_type = 'doubt' AND d.timing = 'current' AND d.actor <> d.target AND d.actor NOT IN ('author', 'analyst') AND NOT d.is_headline
  AND c.timing = 'current' AND c.signal_type IN ('offer', 'willing', 'concession', 'agreement', 'talks')
  AND c.voice <> 'adversary' AND c.speaker IS DISTINCT FROM d.actor;
COMMENT ON MACRO TABLE disputes_as_of IS 'The view disputes as it was at a moment.';

CREATE OR REPLACE VIEW disputes AS FROM disputes_as_of('infinity'::TIMESTAMPTZ);
COMMENT ON VIEW disputes IS 'Each pair of a claim that X would settle and a doubt of it by another party within 14 days.';
COMMENT ON COLUMN disputes.claim_signal_id IS 'The signal that X would settle.';
COMMENT ON COLUMN disputes.doubt_signal_id IS 'The signal that doubts it.';
COMMENT ON COLUMN disputes.actor IS 'X: whose stance is disputed.';
COMMENT ON COLUMN disputes.actor_name IS 'Its name.';
COMMENT ON COLUMN disputes.claim_type IS 'offer, willing, concession, agreement or talks.';
COMMENT ON COLUMN disputes.claim_evidence IS 'The words of the claim.';
COMMENT ON COLUMN disputes.claim_person_name IS 'The individual of the claim.';
COMMENT ON COLUMN disputes.claim_outlet IS 'Where the claim appeared.';
COMMENT ON COLUMN disputes.claim_title IS 'Under which title.';
COMMENT ON COLUMN disputes.claim_on IS 'First day on which that can have been.';
COMMENT ON COLUMN disputes.doubter IS 'The party that doubts.';
COMMENT ON COLUMN disputes.doubter_name IS 'Its name.';
COMMENT ON COLUMN disputes.doubt_evidence IS 'The words of the doubt.';
COMMENT ON COLUMN disputes.doubt_person_name IS 'The individual who doubts.';
COMMENT ON COLUMN disputes.doubt_outlet IS 'Where the doubt appeared.';
COMMENT ON COLUMN disputes.doubt_title IS 'Under which title.';
COMMENT ON COLUMN disputes.doubt_on IS 'First day on which that can have been.';
COMMENT ON COLUMN disputes.doubt_week_start IS 'Monday of that day''s week.';
COMMENT ON COLUMN disputes.same_article IS 'Whether one article tells both.';
COMMENT ON COLUMN disputes.claim_is_headline IS 'Whether the claim stands in a title.';
COMMENT ON COLUMN disputes.claim_confidence IS 'Confidence of the claim''s signal.';
COMMENT ON COLUMN disputes.claim_voice IS 'In whose voice the claim reaches the reader.';
