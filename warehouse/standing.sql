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
