-- What a load appends. `staged` is the batch's Arrow table for the statement's table; rows that are there are left out.

-- name: source
INSERT INTO source SELECT s.*, $run_id FROM staged AS s ANTI JOIN source AS t ON t.source_id = s.source_id;

-- name: feed
INSERT INTO feed SELECT s.*, $run_id FROM staged AS s ANTI JOIN feed AS t ON t.feed_id = s.feed_id;

-- name: feed_event
INSERT INTO feed_event BY NAME SELECT s.*, $run_id AS run_id FROM staged AS s;

-- name: article
INSERT INTO article SELECT s.*, $run_id FROM staged AS s ANTI JOIN article AS t ON t.article_id = s.article_id;

-- name: article_version
-- Given only what is not there (versions_there).
INSERT INTO article_version SELECT s.*, $run_id FROM staged AS s;

-- name: versions_there
SELECT s.version_id FROM staged AS s SEMI JOIN article_version AS t ON t.version_id = s.version_id;

-- name: retrieval
INSERT INTO retrieval BY NAME
SELECT s.*, $run_id AS run_id FROM staged AS s ANTI JOIN retrieval AS t ON t.retrieval_id = s.retrieval_id;

-- name: story_signature
INSERT INTO story_signature
SELECT s.*, $run_id
FROM staged AS s
ANTI JOIN story_signature AS t ON t.version_id = s.version_id AND t.method = s.method;

-- name: story_member
INSERT INTO story_member
SELECT s.*, $run_id FROM staged AS s ANTI JOIN story_member AS t ON t.version_id = s.version_id;

-- name: sentence
INSERT INTO sentence SELECT s.*, $run_id FROM staged AS s ANTI JOIN coding AS t ON t.coding_id = s.coding_id;

-- name: quote
INSERT INTO quote SELECT s.*, $run_id FROM staged AS s ANTI JOIN coding AS t ON t.coding_id = s.coding_id;

-- Which signals repeat another is found here, once. Of those that may count for net stance (current, own or narrated,
-- outside the headline) and are of one coding, actor and type, one repeats another when its words lie within the
-- other's; of equal ones the later repeats the earlier.
-- name: signal
CREATE OR REPLACE TEMP TABLE brought AS
WITH fresh AS (
  SELECT s.* FROM staged AS s ANTI JOIN coding AS t ON t.coding_id = s.coding_id
),
alike AS (
  SELECT coding_id, signal_id, actor, signal_type, char_start, char_end, evidence
  FROM fresh
  WHERE timing = 'current' AND voice IN ('own', 'narrated') AND NOT is_headline
  QUALIFY count(*) OVER (PARTITION BY coding_id, actor, signal_type) > 1
),
worded AS (
  SELECT
    a.*,
    ' ' || trim(regexp_replace(lower(a.evidence), '[^\pL\pN]+', ' ', 'g')) || ' ' AS words
  FROM alike AS a
),
repeated AS (
  SELECT
    w.coding_id, w.signal_id,
    first(o.signal_id ORDER BY length(o.words) DESC, o.char_start, o.char_end, o.signal_id) AS repeats
  FROM worded AS w
  JOIN worded AS o
    ON o.coding_id = w.coding_id AND o.actor = w.actor AND o.signal_type = w.signal_type
    AND o.signal_id <> w.signal_id AND contains(o.words, w.words)
  WHERE o.words <> w.words OR (o.char_start, o.char_end, o.signal_id) < (w.char_start, w.char_end, w.signal_id)
  GROUP BY w.coding_id, w.signal_id
)
SELECT f.*, r.repeats
FROM fresh AS f
LEFT JOIN repeated AS r ON r.coding_id = f.coding_id AND r.signal_id = f.signal_id;
INSERT INTO signal SELECT * EXCLUDE (evidence), $run_id FROM brought;

-- name: signal_condition
INSERT INTO signal_condition SELECT s.*, $run_id FROM staged AS s ANTI JOIN coding AS t ON t.coding_id = s.coding_id;

-- A coding that is not in force is put in force, even where its rows are there: a page that goes back to its earlier
-- text is coded as it was.
-- name: coding
INSERT INTO coding
SELECT s.*, $run_id
FROM staged AS s
ANTI JOIN codings_as_of('infinity'::TIMESTAMPTZ) AS t ON t.coding_id = s.coding_id;

-- name: actor
INSERT INTO actor SELECT s.*, $run_id FROM staged AS s ANTI JOIN actor AS t ON t.actor_row_id = s.actor_row_id;

-- name: actor_alias
INSERT INTO actor_alias SELECT s.*, $run_id FROM staged AS s ANTI JOIN actor_alias AS t ON t.alias_id = s.alias_id;

-- name: rejection
INSERT INTO rejection SELECT s.*, $run_id FROM staged AS s ANTI JOIN rejection AS t ON t.rejection_id = s.rejection_id;

-- name: tagger_score
INSERT INTO tagger_score SELECT s.*, $run_id FROM staged AS s ANTI JOIN tagger_score AS t ON t.score_id = s.score_id;

-- The claims come first: a report's row says that they are there.
-- name: report_claim
INSERT INTO report_claim SELECT s.*, $run_id FROM staged AS s ANTI JOIN report AS t ON t.report_id = s.report_id;

-- name: report
INSERT INTO report SELECT s.*, $recorded_at, $run_id FROM staged AS s ANTI JOIN report AS t ON t.report_id = s.report_id;

-- name: run
INSERT INTO run VALUES (
  $run_id, $event, $trigger, $started_at, $committed_at, $changed, $code_version, $ruleset,
  $articles_seen, $versions_added, $codings_added, $signals_added, $rejections_added, $detail
);

-- name: label
INSERT INTO label SELECT s.*, $run_id FROM staged AS s ANTI JOIN label AS t ON t.label_id = s.label_id;

-- name: rule
INSERT INTO rule SELECT s.*, $run_id FROM staged AS s ANTI JOIN rule AS t ON t.rule_row_id = s.rule_row_id;

-- name: topic
INSERT INTO topic SELECT s.*, $run_id FROM staged AS s ANTI JOIN topic AS t ON t.topic_row_id = s.topic_row_id;

-- name: run_is_known
SELECT count(*) > 0 FROM run WHERE run_id = $run_id AND event = 'completed';

-- name: last_commit
SELECT max(committed_at) FROM run;

-- name: changes
SELECT run_id, committed_at FROM run WHERE event = 'completed' AND changed ORDER BY committed_at;

-- name: stored_texts
SELECT version_id, text, text_sha256 FROM article_version WHERE run_id = $run_id;

-- name: uncoded
SELECT v.version_id
FROM staged AS v
ANTI JOIN (FROM codings_as_of('infinity'::TIMESTAMPTZ) WHERE ruleset = $ruleset) AS c ON c.version_id = v.version_id;
