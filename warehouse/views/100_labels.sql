-- Analysts' labels: what became of each, and where analysts disagree.

CREATE OR REPLACE MACRO labels_as_of(ts) AS TABLE
WITH known AS (
  SELECT l.*
  FROM label AS l
  JOIN run AS r ON r.run_id = l.run_id AND r.event = 'completed' AND r.committed_at <= ts
),
applied AS (
  SELECT f.label_id, min(f.signal_id) AS applied_to, count(*) AS signals
  FROM standing_signal AS f
  ANTI JOIN ended_as_of(ts) AS e ON e.standing_no = f.standing_no
  WHERE f.label_id IS NOT NULL AND f.since <= ts
  GROUP BY f.label_id
),
beaten AS (
  SELECT DISTINCT o.label_id
  FROM known AS o
  JOIN known AS n
    ON n.text_sha256 = o.text_sha256 AND (n.labelled_at, n.label_id) > (o.labelled_at, o.label_id)
    AND 2 * (least(n.char_end, o.char_end) - greatest(n.char_start, o.char_start))
      >= least(n.char_end - n.char_start, o.char_end - o.char_start)
    AND (
      n.signal_id IN (o.signal_id, o.label_id)
      OR coalesce(n.machine_actor, n.actor) IN (o.machine_actor, o.actor)
    )
)
SELECT
  k.label_id, k.verdict, CASE
    WHEN a.label_id IS NOT NULL THEN 'applied'
    WHEN b.label_id IS NOT NULL THEN 'superseded'
    ELSE 'unmatched'
  END AS effect,
  coalesce(a.applied_to, k.signal_id) AS signal_id, k.article_id, k.version_id, k.text_sha256, k.char_start, k.char_end,
  k.evidence, k.machine_type, k.machine_actor, k.signal_type, k.actor, k.person, k.target, k.speaker, k.attribution,
  k.timing, k.conditions, k.note, k.coder, k.labelled_at, k.run_id
FROM known AS k
LEFT JOIN applied AS a ON a.label_id = k.label_id
LEFT JOIN beaten AS b ON b.label_id = k.label_id;
COMMENT ON MACRO TABLE labels_as_of IS 'The view labels as it was at a moment.';

CREATE OR REPLACE VIEW labels AS FROM labels_as_of('infinity'::TIMESTAMPTZ);
COMMENT ON VIEW labels IS 'Every label that analysts gave, and what it does to the view signals.';
COMMENT ON COLUMN labels.label_id IS 'The label.';
COMMENT ON COLUMN labels.verdict IS 'right, wrong (no signal), corrected or missed.';
COMMENT ON COLUMN labels.effect IS 'applied; superseded: a newer label on the same words holds; unmatched: no signal now in force is the one it was about.';
COMMENT ON COLUMN labels.signal_id IS 'The signal that it is about now, else the one it was given for.';
COMMENT ON COLUMN labels.article_id IS 'The article it was seen in.';
COMMENT ON COLUMN labels.version_id IS 'The version of the article.';
COMMENT ON COLUMN labels.text_sha256 IS 'SHA-256 of its text.';
COMMENT ON COLUMN labels.char_start IS 'First code point of the words, from 0.';
COMMENT ON COLUMN labels.char_end IS 'Code point after the last.';
COMMENT ON COLUMN labels.evidence IS 'The words.';
COMMENT ON COLUMN labels.machine_type IS 'The type that the tagger gave; NULL: missed.';
COMMENT ON COLUMN labels.machine_actor IS 'The actor that the tagger gave; NULL: missed.';
COMMENT ON COLUMN labels.signal_type IS 'The analyst''s type.';
COMMENT ON COLUMN labels.actor IS 'The analyst''s actor.';
COMMENT ON COLUMN labels.person IS 'The analyst''s individual.';
COMMENT ON COLUMN labels.target IS 'The analyst''s target.';
COMMENT ON COLUMN labels.speaker IS 'The analyst''s speaker.';
COMMENT ON COLUMN labels.attribution IS 'The analyst''s attribution.';
COMMENT ON COLUMN labels.timing IS 'The analyst''s timing.';
COMMENT ON COLUMN labels.conditions IS 'The analyst''s conditions.';
COMMENT ON COLUMN labels.note IS 'What the analyst had to say.';
COMMENT ON COLUMN labels.coder IS 'The analyst.';
COMMENT ON COLUMN labels.labelled_at IS 'When (UTC).';
COMMENT ON COLUMN labels.run_id IS 'The run that appended it.';

-- The newest word of each analyst on the same words of the same text, that is on spans that share half of the shorter; a
-- conflict is two of them that differ. Values are compared between those who gave any: right and wrong bring none.
CREATE OR REPLACE MACRO label_conflicts_as_of(ts) AS TABLE
WITH said AS (
  SELECT
    *, verdict IN ('corrected', 'missed') AS gives,
    row_number() OVER (
      PARTITION BY text_sha256, machine_type, machine_actor ORDER BY char_start, char_end, label_id
    ) AS nth
  FROM labels_as_of(ts)
),
continued AS (
  SELECT DISTINCT n.label_id
  FROM said AS o
  JOIN said AS n
    ON n.text_sha256 = o.text_sha256 AND n.machine_type IS NOT DISTINCT FROM o.machine_type
    AND n.machine_actor IS NOT DISTINCT FROM o.machine_actor AND n.nth > o.nth
    AND 2 * (least(n.char_end, o.char_end) - n.char_start) >= least(n.char_end - n.char_start, o.char_end - o.char_start)
),
placed AS (
  SELECT
    s.*, count(*) FILTER (c.label_id IS NULL)
      OVER (PARTITION BY s.text_sha256, s.machine_type, s.machine_actor ORDER BY s.nth) AS place
  FROM said AS s
  LEFT JOIN continued AS c ON c.label_id = s.label_id
),
newest AS (
  FROM placed
  QUALIFY row_number() OVER (
    PARTITION BY text_sha256, machine_type, machine_actor, place, coder ORDER BY labelled_at DESC, label_id DESC
  ) = 1
)
SELECT
  text_sha256, min(char_start) AS char_start, max(char_end) AS char_end,
  arg_max(evidence, (labelled_at, label_id)) AS evidence, machine_type, machine_actor,
  arg_max(article_id, (labelled_at, label_id)) AS article_id, arg_max(signal_id, (labelled_at, label_id)) AS signal_id,
  list(coder ORDER BY labelled_at, label_id) AS coders,
  list(verdict ORDER BY labelled_at, label_id) AS verdicts,
  list(coalesce(signal_type, machine_type) || ' ' || coalesce(actor, machine_actor) ORDER BY labelled_at, label_id) AS claims,
  list(label_id ORDER BY labelled_at, label_id) AS label_ids,
  arg_max(coder, (labelled_at, label_id)) AS prevailing_coder,
  list_filter([
    if(count(DISTINCT verdict) > 1, 'verdict', NULL),
    if(count(DISTINCT signal_type) > 1, 'type', NULL),
    if(count(DISTINCT actor) > 1, 'actor', NULL),
    if(count(DISTINCT coalesce(person, '')) FILTER (gives) > 1, 'person', NULL),
    if(count(DISTINCT coalesce(target, '')) FILTER (gives) > 1, 'target', NULL),
    if(count(DISTINCT coalesce(speaker, '')) FILTER (gives) > 1, 'speaker', NULL),
    if(count(DISTINCT coalesce(attribution, '')) FILTER (gives) > 1, 'attribution', NULL),
    if(count(DISTINCT coalesce(timing, '')) FILTER (gives) > 1, 'timing', NULL),
    if(count(DISTINCT list_sort(coalesce(conditions, []))) FILTER (gives) > 1, 'conditions', NULL)
  ], lambda x: x IS NOT NULL) AS differ_in
FROM newest
GROUP BY text_sha256, machine_type, machine_actor, place
HAVING len(differ_in) > 0;
COMMENT ON MACRO TABLE label_conflicts_as_of IS 'The view label_conflicts as it was at a moment.';

CREATE OR REPLACE VIEW label_conflicts AS FROM label_conflicts_as_of('infinity'::TIMESTAMPTZ);
COMMENT ON VIEW label_conflicts IS 'Words that analysts judge differently; the newest label holds until they agree.';
COMMENT ON COLUMN label_conflicts.text_sha256 IS 'SHA-256 of the text.';
COMMENT ON COLUMN label_conflicts.char_start IS 'First code point of the words that any of them marked, from 0.';
COMMENT ON COLUMN label_conflicts.char_end IS 'Code point after the last.';
COMMENT ON COLUMN label_conflicts.evidence IS 'The words that the latest marked.';
COMMENT ON COLUMN label_conflicts.machine_type IS 'The type that the tagger gave; NULL: missed.';
COMMENT ON COLUMN label_conflicts.machine_actor IS 'The actor that the tagger gave; NULL: missed.';
COMMENT ON COLUMN label_conflicts.article_id IS 'An article with this text.';
COMMENT ON COLUMN label_conflicts.signal_id IS 'The signal.';
COMMENT ON COLUMN label_conflicts.coders IS 'The analysts, the latest last.';
COMMENT ON COLUMN label_conflicts.verdicts IS 'Their verdicts, in the same order.';
COMMENT ON COLUMN label_conflicts.claims IS 'The type and actor that each holds to be right, in the same order.';
COMMENT ON COLUMN label_conflicts.label_ids IS 'Their labels, in the same order.';
COMMENT ON COLUMN label_conflicts.prevailing_coder IS 'Whose label holds now: the latest.';
COMMENT ON COLUMN label_conflicts.differ_in IS 'What they differ in: verdict, type, actor, person, target, speaker, attribution, timing, conditions.';
