-- What a load appends. `staged` is the batch's Arrow table for the statement's table; rows that are there are left out.

-- name: source
INSERT INTO source SELECT s.*, $run_id FROM staged AS s ANTI JOIN source AS t ON t.source_id = s.source_id;

-- name: feed
INSERT INTO feed SELECT s.*, $run_id FROM staged AS s ANTI JOIN feed AS t ON t.feed_id = s.feed_id;

-- name: feed_event
INSERT INTO feed_event SELECT s.*, $run_id FROM staged AS s;

-- name: article
INSERT INTO article SELECT s.*, $run_id FROM staged AS s ANTI JOIN article AS t ON t.article_id = s.article_id;

-- name: article_version
INSERT INTO article_version
SELECT s.*, $run_id FROM staged AS s ANTI JOIN article_version AS t ON t.version_id = s.version_id;

-- name: retrieval
INSERT INTO retrieval SELECT s.*, $run_id FROM staged AS s ANTI JOIN retrieval AS t ON t.retrieval_id = s.retrieval_id;

-- name: story_member
INSERT INTO story_member
SELECT s.*, $run_id FROM staged AS s ANTI JOIN story_member AS t ON t.version_id = s.version_id;

-- name: sentence
INSERT INTO sentence SELECT s.*, $run_id FROM staged AS s ANTI JOIN coding AS t ON t.coding_id = s.coding_id;

-- name: quote
INSERT INTO quote SELECT s.*, $run_id FROM staged AS s ANTI JOIN coding AS t ON t.coding_id = s.coding_id;

-- name: signal
INSERT INTO signal SELECT s.*, $run_id FROM staged AS s ANTI JOIN coding AS t ON t.coding_id = s.coding_id;

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

-- name: run_is_known
SELECT count(*) > 0 FROM run WHERE run_id = $run_id AND event = 'completed';

-- name: last_commit
SELECT max(committed_at) FROM run;

-- name: uncoded
SELECT v.version_id
FROM staged AS v
ANTI JOIN (FROM codings_as_of('infinity'::TIMESTAMPTZ) WHERE ruleset = $ruleset) AS c ON c.version_id = v.version_id;
