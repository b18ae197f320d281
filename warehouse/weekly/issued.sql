-- The newest issue of every week, one row a file. Parameters: as_of.
SELECT r.week AS week, r.as_of AS as_of, regexp_extract(r.path, '[^/]*$') AS file, r.sha256 AS sha256
FROM report AS r
WHERE r.as_of <= $as_of
QUALIFY r.as_of = max(r.as_of) OVER (PARTITION BY r.week)
ORDER BY week, file;
