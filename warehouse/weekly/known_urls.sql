-- The canonical addresses of all articles, and of all that was asked for to get them, so that no page is fetched twice.
SELECT canonical_url AS url FROM article WHERE canonical_url IS NOT NULL
UNION
SELECT canonical_url FROM retrieval
ORDER BY url
