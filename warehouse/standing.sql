-- What is told of an article, worked out when a run changes it: by a coding that it puts in force, by a label, by a copy
-- that makes another article the lead of its story, by another name of a party or person. Rows are only appended; what held before is ended, not changed.

-- The signals that the run itself brought, with their words; none where standings are worked out for an older run.
-- name: brought
CREATE TEMP TABLE IF NOT EXISTS brought AS SELECT * EXCLUDE (run_id), NULL::VARCHAR AS evidence FROM signal LIMIT 0;

-- The codings that the run puts in force. Texts are reached by row here and below: by id, all would be read. Their
-- length is taken before the join, which would copy them.
-- name: entering
CREATE OR REPLACE TEMP TABLE entering AS
WITH coded AS (
  SELECT c.*, m.story_id, v.rowid AS version_row
  FROM coding AS c
  JOIN article_version AS v ON v.version_id = c.version_id
  JOIN story_member AS m ON m.version_id = c.version_id
  WHERE c.run_id = $run_id
)
SELECT
  c.article_id, c.version_id, c.coding_id, c.ruleset, c.signals, c.run_id, $at::TIMESTAMPTZ AS committed_at, c.story_id,
  v.text_length,
  CASE
    WHEN v.published_first IS NULL THEN 'undated'
    WHEN date_trunc('week', v.published_first) = date_trunc('week', v.published_last) THEN 'within'
    ELSE 'imprecise'
  END AS dating,
  date_trunc('week', v.published_first)::DATE AS week_start,
  strftime(v.published_first, '%G-W%V') AS iso_week,
  v.published_first, v.published_last, v.date_precision, v.date_basis, v.date_note,
  v.title, o.outlet, v.authors, v.article_kind, a.url, a.origin, v.flags, v.language, o.country, o.ownership
FROM coded AS c
JOIN (SELECT * EXCLUDE (text), rowid AS version_row, length(text)::INTEGER AS text_length FROM article_version) AS v
  ON v.version_row = c.version_row
JOIN article AS a ON a.article_id = c.article_id
LEFT JOIN source AS o ON o.source_id = v.source_id;

-- What each party and person is called from this run on, and whether that is new.
-- name: called
CREATE OR REPLACE TEMP TABLE called AS
WITH known AS (
  SELECT a.*, coalesce(r.committed_at, $at::TIMESTAMPTZ) AS committed_at
  FROM actor AS a
  LEFT JOIN run AS r ON r.run_id = a.run_id AND r.event = 'completed'
),
named AS (
  SELECT
    actor_id,
    first(name ORDER BY committed_at DESC, valid_from DESC NULLS LAST, actor_row_id) AS name,
    first(name ORDER BY committed_at DESC, valid_from DESC NULLS LAST, actor_row_id)
      FILTER (run_id <> $run_id) AS name_before
  FROM known
  WHERE committed_at <= $at
  GROUP BY actor_id
)
SELECT actor_id, name, name IS DISTINCT FROM name_before AS is_new FROM named;

-- The versions whose text an analyst labelled in this run, and those with a signal of somebody whose name has changed.
-- name: retold
CREATE OR REPLACE TEMP TABLE retold AS
SELECT v.version_id
FROM article_version AS v
SEMI JOIN (FROM label WHERE run_id = $run_id) AS l ON l.text_sha256 = v.text_sha256
UNION
SELECT f.version_id
FROM standing_signal AS f
WHERE EXISTS (FROM called WHERE is_new) AND (
  f.actor IN (SELECT actor_id FROM called WHERE is_new) OR f.person IN (SELECT actor_id FROM called WHERE is_new)
  OR f.target IN (SELECT actor_id FROM called WHERE is_new) OR f.speaker IN (SELECT actor_id FROM called WHERE is_new)
);

-- The stories that are concerned: those told now, those told until now by the same articles, those told anew.
-- name: concerned
CREATE OR REPLACE TEMP TABLE concerned AS
SELECT story_id FROM entering
UNION
SELECT s.story_id
FROM standing AS s
WHERE s.article_id IN (SELECT article_id FROM entering) OR s.version_id IN (FROM retold);

-- What holds so far of every article that tells one of them. Few rows of many: they are found first, and then read.
-- name: held
CREATE OR REPLACE TEMP TABLE held AS
WITH found AS (
  SELECT s.rowid AS place
  FROM standing AS s
  ANTI JOIN standing_ended AS e ON e.standing_no = s.standing_no
  WHERE s.story_id IN (FROM concerned)
)
SELECT s.* FROM standing AS s JOIN found AS f ON f.place = s.rowid;

-- What is to be told anew. Of a story's copies the lead is the earliest of those dated within a week; of one day's, the
-- one that came in first, in the order of the rows of `article`. Most stories have one copy, which leads.
-- name: stating
CREATE OR REPLACE TEMP TABLE stating AS
WITH copy AS (
  SELECT *, NULL::INTEGER AS standing_no, NULL::BOOLEAN AS was_lead FROM entering
  UNION ALL BY NAME
  SELECT h.* EXCLUDE (since, since_run_id, is_lead), h.is_lead AS was_lead
  FROM held AS h
  ANTI JOIN entering AS n ON n.article_id = h.article_id
),
copied AS (
  SELECT article_id FROM copy WHERE story_id IN (SELECT story_id FROM copy GROUP BY story_id HAVING count(*) > 1)
),
led AS (
  SELECT
    c.story_id,
    arg_min(
      c.article_id,
      (c.dating <> 'within', coalesce(c.published_first, 'infinity'::DATE), coalesce(a.rowid, 0), c.article_id)
    ) AS lead_id
  FROM copy AS c
  SEMI JOIN copied AS d ON d.article_id = c.article_id
  LEFT JOIN article AS a ON a.article_id = c.article_id
  GROUP BY c.story_id
),
numbered AS (
  SELECT
    c.article_id, coalesce(c.article_id = l.lead_id, true) AS is_lead,
    ((SELECT coalesce(max(standing_no), 0) FROM standing)
      + row_number() OVER (ORDER BY c.published_first NULLS LAST, c.article_id))::INTEGER AS standing_no
  FROM copy AS c
  LEFT JOIN led AS l ON l.story_id = c.story_id
  WHERE c.standing_no IS NULL OR c.was_lead <> coalesce(c.article_id = l.lead_id, true) OR c.version_id IN (FROM retold)
)
SELECT c.* EXCLUDE (standing_no, was_lead), c.standing_no AS before_no, n.is_lead, n.standing_no
FROM copy AS c
JOIN numbered AS n ON n.article_id = c.article_id;

-- name: end
INSERT INTO standing_ended
SELECT h.standing_no, $at, $run_id
FROM held AS h
SEMI JOIN stating AS n ON n.article_id = h.article_id;

-- name: state
INSERT INTO standing BY NAME
SELECT * EXCLUDE (before_no), $at::TIMESTAMPTZ AS since, $run_id AS since_run_id FROM stating ORDER BY standing_no;

-- Those whose signals are to be told anew: of another only the lead has changed, and what was told of it can be copied.
-- name: due
CREATE OR REPLACE TEMP TABLE due AS
SELECT
  n.standing_no, n.coding_id, v.rowid AS version_row, n.coding_id IN (SELECT coding_id FROM brought) AS is_brought,
  v.text_sha256 IN (SELECT text_sha256 FROM label) AS is_labelled, n.signals > 0 AS has_signals
FROM stating AS n
JOIN article_version AS v ON v.version_id = n.version_id
WHERE n.before_no IS NULL OR n.version_id IN (FROM retold);

-- Texts are read for labels, and for signals that were stored before and whose words are in the text alone. That they are
-- few, and most often none, DuckDB knows of a table only.
-- name: to_read
CREATE OR REPLACE TEMP TABLE to_read AS FROM due WHERE is_labelled OR (has_signals AND NOT is_brought);

-- name: reading
CREATE OR REPLACE TEMP TABLE reading AS
SELECT d.*, v.text, v.text_sha256 FROM to_read AS d JOIN article_version AS v ON v.rowid = d.version_row;

-- What analysts said of the texts told anew, and which signal each label is about. A label is about the signal whose
-- words overlap its own by half of the shorter and which has the same id, else the type and actor that the tagger had
-- given, else those that the analyst gave, else the same actor. Of two labels about one signal the newer holds. A
-- signal that the tagger missed or has lost is added; a label that takes back an added signal hides it.
-- name: verdict
CREATE OR REPLACE TEMP TABLE verdict AS
WITH said AS (
  SELECT
    n.standing_no, n.coding_id, l.*,
    coalesce(l.signal_type, l.machine_type) AS claim_type, coalesce(l.actor, l.machine_actor) AS claim_actor
  FROM reading AS n
  JOIN label AS l ON l.text_sha256 = n.text_sha256
),
pair AS (
  SELECT
    l.standing_no, l.label_id, l.labelled_at, f.signal_id,
    least(f.char_end, l.char_end) - greatest(f.char_start, l.char_start) AS overlap,
    CASE
      WHEN f.signal_id = l.signal_id THEN 0
      WHEN f.signal_type = l.machine_type AND f.actor = l.machine_actor THEN 1
      WHEN f.signal_type = l.claim_type AND f.actor = l.claim_actor THEN 2
      WHEN l.verdict <> 'missed' AND f.actor IN (l.claim_actor, l.machine_actor) THEN 3
    END AS closeness
  FROM said AS l
  JOIN signal AS f ON f.coding_id = l.coding_id
  WHERE overlap * 2 >= least(f.char_end - f.char_start, l.char_end - l.char_start) AND closeness IS NOT NULL
),
about AS (
  FROM pair QUALIFY row_number() OVER (PARTITION BY standing_no, label_id ORDER BY closeness, overlap DESC, signal_id) = 1
),
found AS (
  FROM about QUALIFY row_number() OVER (PARTITION BY standing_no, signal_id ORDER BY labelled_at DESC, label_id DESC) = 1
),
alone AS (
  SELECT s.*, coalesce(s.signal_id, s.label_id) AS added_id
  FROM said AS s
  ANTI JOIN about AS a ON a.standing_no = s.standing_no AND a.label_id = s.label_id
  WHERE s.verdict IN ('missed', 'corrected') OR (
    s.verdict = 'wrong' AND EXISTS (FROM said AS o WHERE o.standing_no = s.standing_no AND o.label_id = s.signal_id)
  )
),
added AS (
  FROM alone
  QUALIFY row_number() OVER (PARTITION BY standing_no, added_id ORDER BY labelled_at DESC, label_id DESC) = 1
    AND (verdict = 'wrong' OR row_number() OVER (
      PARTITION BY standing_no, char_start, char_end, claim_type, claim_actor, verdict = 'wrong'
      ORDER BY labelled_at DESC, label_id DESC) = 1)
)
SELECT s.*, f.signal_id AS about_id, NULL AS added_id
FROM said AS s
JOIN found AS f ON f.standing_no = s.standing_no AND f.label_id = s.label_id
UNION ALL BY NAME
SELECT *, NULL AS about_id FROM added;

-- A signal counts for net stance when it is current, in the actor's own or in the narrating voice, outside the headline,
-- in the lead copy of its story, dated within one ISO week, and repeats no other of its article (column repeats of the
-- table signal: a pull quote). It repeats none where analysts took the fuller signal away, or gave the two different types
-- or actors. What an analyst adds is a headline where the title, on lines of its own, holds its words.
-- name: state_signals
INSERT INTO standing_signal BY NAME
WITH found AS (
  SELECT d.standing_no, f.* FROM due AS d JOIN brought AS f ON f.coding_id = d.coding_id
  UNION ALL BY NAME
  SELECT v.standing_no, f.*, v.text[f.char_start + 1 : f.char_end] AS evidence
  FROM (FROM reading WHERE has_signals AND NOT is_brought) AS v
  JOIN signal AS f ON f.coding_id = v.coding_id
),
headline AS (
  SELECT
    v.standing_no,
    regexp_extract(v.text, '(?m)^\s*(' || array_to_string(
      [regexp_escape(w) FOR w IN string_split_regex(trim(n.title), '\s+')], '\s+') || ')\s*$', 1) AS words,
    strpos(v.text, words) - 1 AS char_start
  FROM reading AS v
  JOIN stating AS n ON n.standing_no = v.standing_no
  WHERE v.standing_no IN (SELECT standing_no FROM verdict WHERE about_id IS NULL) AND trim(n.title) <> ''
),
tagged AS (
  SELECT
    f.standing_no, f.signal_id, f.char_start, f.char_end, f.evidence, f.is_headline, f.repeats, f.rule, f.confidence,
    f.signal_type AS machine_type, f.actor AS machine_actor, l.verdict AS label, l.label_id, l.coder AS labelled_by,
    coalesce(l.signal_type, f.signal_type) AS signal_type, coalesce(l.actor, f.actor) AS actor,
    if(l.verdict = 'corrected', l.person, f.person) AS person,
    if(l.verdict = 'corrected', l.target, f.target) AS target,
    coalesce(l.speaker, f.speaker) AS speaker,
    coalesce(l.attribution, f.attribution) AS attribution,
    coalesce(l.timing, f.timing) AS timing,
    coalesce(l.conditions, f.conditions) AS conditions,
    if(l.verdict IN ('corrected', 'missed'), NULL, f.voice) AS voice
  FROM found AS f
  LEFT JOIN verdict AS l ON l.standing_no = f.standing_no AND l.about_id = f.signal_id
  UNION ALL BY NAME
  SELECT
    l.standing_no, l.added_id AS signal_id, l.char_start, l.char_end,
    v.text[l.char_start + 1 : l.char_end] AS evidence,
    coalesce(l.char_start >= h.char_start AND l.char_end <= h.char_start + length(h.words), false) AS is_headline,
    l.verdict AS label, l.label_id, l.coder AS labelled_by, l.claim_type AS signal_type, l.claim_actor AS actor,
    l.person, l.target, coalesce(l.speaker, l.claim_actor) AS speaker, l.attribution,
    coalesce(l.timing, 'current') AS timing, coalesce(l.conditions, []) AS conditions
  FROM verdict AS l
  JOIN reading AS v ON v.standing_no = l.standing_no
  LEFT JOIN headline AS h ON h.standing_no = l.standing_no
  WHERE l.about_id IS NULL
),
side AS (
  SELECT actor_id, max(side) AS side FROM actor WHERE kind = 'party' AND side IS NOT NULL GROUP BY actor_id
),
voiced AS (
  SELECT
    t.* REPLACE (
      coalesce(t.voice, CASE
        WHEN t.actor = 'author' THEN 'author'
        WHEN t.actor = 'analyst' OR t.speaker = 'analyst' THEN 'analyst'
        WHEN t.speaker = 'anonymous' THEN 'anonymous'
        WHEN t.speaker = 'author' THEN 'narrated'
        WHEN t.speaker = t.actor THEN 'own'
        WHEN t.speaker = t.target OR a.side <> s.side THEN 'adversary'
        ELSE 'third-party'
      END) AS voice
    ),
    CASE
      WHEN t.signal_type IN ('agreement', 'talks', 'concession', 'offer', 'willing', 'mediate', 'endorse', 'appeal') THEN 1
      ELSE -1
    END AS direction
  FROM tagged AS t
  LEFT JOIN side AS a ON a.actor_id = t.actor
  LEFT JOIN side AS s ON s.actor_id = t.speaker
),
named AS (
  SELECT
    t.*,
    t.label IS DISTINCT FROM 'wrong' AS is_shown,
    coalesce(actor_is.name, t.actor) AS actor_name,
    coalesce(person_is.name, t.person) AS person_name,
    coalesce(target_is.name, t.target) AS target_name,
    coalesce(speaker_is.name, t.speaker) AS speaker_name
  FROM voiced AS t
  LEFT JOIN called AS actor_is ON actor_is.actor_id = t.actor
  LEFT JOIN called AS person_is ON person_is.actor_id = t.person
  LEFT JOIN called AS target_is ON target_is.actor_id = t.target
  LEFT JOIN called AS speaker_is ON speaker_is.actor_id = t.speaker
  UNION ALL BY NAME
  SELECT
    n.standing_no, f.signal_id, f.char_start, f.char_end, f.is_headline, f.repeats, f.rule, f.confidence, f.machine_type,
    f.machine_actor, f.label, f.label_id, f.labelled_by, f.signal_type, f.direction, f.actor, f.person, f.target, f.speaker,
    f.attribution, f.timing, f.conditions, f.voice, f.evidence, f.is_shown, f.actor_name, f.person_name, f.target_name,
    f.speaker_name
  FROM standing_signal AS f
  JOIN (FROM stating ANTI JOIN due ON due.standing_no = stating.standing_no) AS n ON n.before_no = f.standing_no
),
judged AS (
  SELECT
    t.*,
    t.timing = 'current' AND t.voice IN ('own', 'narrated') AND NOT t.is_headline
      AND n.is_lead AND n.dating = 'within' AND f.signal_id IS NULL AND t.is_shown AS counted
  FROM named AS t
  JOIN stating AS n ON n.standing_no = t.standing_no
  LEFT JOIN named AS f
    ON f.standing_no = t.standing_no AND f.signal_id = t.repeats AND f.is_shown
    AND f.actor = t.actor AND f.signal_type = t.signal_type
),
net AS (
  SELECT
    standing_no, arg_min(signal_id, (char_start, char_end, signal_id)) AS signal_id, sum(direction) / count(*) AS story_net
  FROM judged
  WHERE counted
  GROUP BY standing_no, actor
)
SELECT
  t.*, e.story_net, $at::TIMESTAMPTZ AS since, n.* EXCLUDE (standing_no, before_no, signals, text_length, flags, language)
FROM judged AS t
JOIN stating AS n ON n.standing_no = t.standing_no
LEFT JOIN net AS e ON e.standing_no = t.standing_no AND e.signal_id = t.signal_id;

-- name: told
DROP TABLE brought;
