-- Stories: which are told already, and which stored texts may be near-copies of new ones. `staged` are the new texts.

-- Those of the versions that have a story; a story once given stays.
-- name: told
SELECT m.version_id FROM story_member AS m SEMI JOIN staged AS s ON s.version_id = m.version_id;

-- The story that each text's exact copies are in, however old they are.
-- name: exact
SELECT g.exact_story_id, min(m.story_id)
FROM (FROM story_signature SEMI JOIN staged AS s ON s.exact_story_id = story_signature.exact_story_id) AS g
JOIN story_member AS m ON m.version_id = g.version_id
GROUP BY g.exact_story_id;

-- Stored texts of the days concerned that have no sketch yet: from homes made before there were any, or by another method.
-- name: unsigned
WITH due AS (
  SELECT v.rowid AS place
  FROM article_version AS v
  ANTI JOIN (FROM story_signature WHERE method = $method) AS g ON g.version_id = v.version_id
  WHERE v.published_last >= $earliest AND v.published_first <= $latest
  LIMIT $size
)
SELECT v.version_id, v.text, v.published_first, v.published_last
FROM article_version AS v
JOIN due AS d ON d.place = v.rowid;

-- Pairs of a new text and another, new or stored, whose sketches share enough hashes, near in time.
-- name: candidates
WITH fresh AS (
  SELECT version_id, first_on, last_on, unnest(hashes) AS hash FROM staged
),
known AS (
  SELECT version_id, first_on, last_on, unnest(hashes) AS hash
  FROM story_signature
  WHERE method = $method AND last_on >= $earliest AND first_on <= $latest
  UNION ALL
  FROM fresh
)
SELECT f.version_id, k.version_id AS other_id
FROM fresh AS f
JOIN known AS k ON k.hash = f.hash AND k.version_id <> f.version_id
WHERE k.last_on + $days >= f.first_on AND k.first_on - $days <= f.last_on
GROUP BY f.version_id, k.version_id
HAVING count(*) >= $shared;

-- The texts of stored candidates with their stories; texts are reached by row, since by id all would be read.
-- name: texts
WITH wanted AS (
  SELECT v.rowid AS place FROM article_version AS v SEMI JOIN staged AS s ON s.version_id = v.version_id
)
SELECT v.version_id, v.text, g.exact_story_id, g.first_on, g.last_on, m.story_id
FROM article_version AS v
JOIN wanted AS w ON w.place = v.rowid
JOIN (FROM story_signature WHERE method = $method) AS g ON g.version_id = v.version_id
JOIN story_member AS m ON m.version_id = v.version_id;
