-- Every article once more for each copy, under ids of its own and without its text, in the order of their dates as
-- from feeds. Parameter: $copies.

-- name: article
INSERT INTO article
SELECT a.* REPLACE (a.article_id || '.' || c AS article_id)
FROM article AS a, range(1, $copies) AS t (c);

-- name: article_version
INSERT INTO article_version
SELECT v.* REPLACE (v.article_id || '.' || c AS article_id, v.version_id || '.' || c AS version_id, '' AS text)
FROM article_version AS v, range(1, $copies) AS t (c)
ORDER BY v.published_first;

-- name: coding
INSERT INTO coding
SELECT k.* REPLACE (
  k.article_id || '.' || c AS article_id, k.version_id || '.' || c AS version_id, k.coding_id || '.' || c AS coding_id
)
FROM coding AS k, range(1, $copies) AS t (c);

-- name: standing_signal
INSERT INTO standing_signal
SELECT s.* REPLACE (
  s.standing_no + c * (SELECT max(standing_no) FROM standing) AS standing_no, s.signal_id || '.' || c AS signal_id,
  s.article_id || '.' || c AS article_id, s.version_id || '.' || c AS version_id,
  s.coding_id || '.' || c AS coding_id, s.story_id || '.' || c AS story_id
)
FROM standing_signal AS s, range(1, $copies) AS t (c)
ORDER BY s.published_first, c, s.standing_no;

-- name: standing
INSERT INTO standing
SELECT s.* REPLACE (
  s.standing_no + c * (SELECT max(standing_no) FROM standing) AS standing_no,
  s.article_id || '.' || c AS article_id, s.version_id || '.' || c AS version_id,
  s.coding_id || '.' || c AS coding_id, s.story_id || '.' || c AS story_id
)
FROM standing AS s, range(1, $copies) AS t (c)
ORDER BY s.published_first, c, s.standing_no;
