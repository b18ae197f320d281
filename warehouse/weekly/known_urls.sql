-- The canonical addresses of all articles, and of all that was asked for to get them, so that no page is fetched twice;
-- and of pages that were no article or were refused, for some days.
SELECT canonical_url AS url FROM article WHERE canonical_url IS NOT NULL
UNION
SELECT canonical_url FROM retrieval WHERE canonical_url IS NOT NULL AND (rejection IS NULL OR fetched_at >= $since)
ORDER BY url
