-- How stored bytes came in, read back for replay.

-- Of each article, known or yet to be, the one retrieval that tells it: that of the bytes in force, else the newest.
-- name: choose
CREATE OR REPLACE TEMP TABLE to_replay AS
WITH known AS (
  SELECT
    r.rowid AS place, r.article_id, r.fetched_at, r.retrieval_id,
    v.raw_sha256 IS NOT DISTINCT FROM r.raw_sha256 AS in_force
  FROM retrieval AS r
  LEFT JOIN standings_as_of('infinity'::TIMESTAMPTZ) AS s ON s.article_id = r.article_id
  LEFT JOIN article_version AS v ON v.version_id = s.version_id
  WHERE r.reader IS NOT NULL
),
chosen AS (
  FROM known
  QUALIFY row_number() OVER (PARTITION BY article_id ORDER BY in_force DESC, fetched_at DESC, retrieval_id) = 1
)
SELECT place, row_number() OVER (ORDER BY place) AS turn FROM chosen;

-- name: how_many
SELECT
  (SELECT count(*) FROM to_replay),
  (
    SELECT count(DISTINCT r.article_id) FROM retrieval AS r
    WHERE r.reader IS NULL AND r.raw_sha256 IS NOT NULL
      AND r.article_id NOT IN (SELECT article_id FROM retrieval WHERE reader IS NOT NULL)
  );

-- name: some
SELECT
  r.article_id, r.url, r.final_url, r.status, r.content_type, r.fetched_at, r.raw_sha256, r.size_bytes, r.reader,
  r.told, r.rejection
FROM retrieval AS r
JOIN (FROM to_replay WHERE turn > $after AND turn <= $after + $size) AS t ON t.place = r.rowid
ORDER BY t.turn;

-- Those of the versions that are in force: there is nothing to be stored of them.
-- name: in_force
SELECT s.version_id
FROM standings_as_of('infinity'::TIMESTAMPTZ) AS s
SEMI JOIN staged AS w ON w.version_id = s.version_id;
