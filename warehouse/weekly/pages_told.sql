-- What feeds said of the pages fetched since a moment, as a hash: a page of which a feed says something else has changed.
WITH fetched AS (
  SELECT
    told ->> '$.entry.feed_url' AS feed_url, canonical_url, fetched_at,
    md5(concat_ws(
      chr(31), told ->> '$.entry.title', told ->> '$.entry.summary', told ->> '$.entry.content',
      told ->> '$.entry.published_at'
    )) AS entry
  FROM retrieval
  WHERE status IS NOT NULL AND fetched_at >= $since
)
SELECT feed_url, canonical_url, arg_max(entry, fetched_at), count(*) AS times
FROM fetched
WHERE feed_url IS NOT NULL
GROUP BY feed_url, canonical_url
ORDER BY feed_url, canonical_url
