-- The weeks that have signals; an imprecisely dated article counts under the first week that it touches.
SELECT DISTINCT a.iso_week AS week
FROM articles_as_of($as_of::TIMESTAMPTZ) AS a
JOIN coding AS c ON c.coding_id = a.coding_id AND c.run_id = a.run_id
WHERE c.signals > 0 AND a.iso_week IS NOT NULL
ORDER BY week
