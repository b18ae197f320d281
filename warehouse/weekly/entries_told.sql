-- The entries of feeds whose pages were fetched since a moment, by all that tells them again under another address. Those
-- whose page was no article count for some days.
SELECT DISTINCT
  told ->> '$.entry.feed_url' AS feed_url, told ->> '$.entry.guid' AS guid, told ->> '$.entry.title' AS title,
  told ->> '$.entry.published_at' AS published_at
FROM retrieval
WHERE
  status IS NOT NULL AND fetched_at >= $since AND (rejection IS NULL OR fetched_at >= $rejected_since)
  AND (told ->> '$.entry.guid') IS NOT NULL
ORDER BY ALL
