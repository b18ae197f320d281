-- The weeks that have signals; an imprecisely dated article counts under the first week that it touches.
SELECT DISTINCT a.iso_week AS week
FROM standings_as_of($as_of::TIMESTAMPTZ) AS a
WHERE a.signals > 0 AND a.iso_week IS NOT NULL
ORDER BY week
