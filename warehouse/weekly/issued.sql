-- The newest issue of every week's report, one row a file.
WITH newest AS (
  SELECT week, as_of, regexp_extract(path, '[^/]*$') AS file, sha256, recorded_at
  FROM report
  WHERE as_of <= $as_of::TIMESTAMPTZ
  QUALIFY as_of = max(as_of) OVER (PARTITION BY week)
)
SELECT week, as_of, file, sha256
FROM newest
QUALIFY row_number() OVER (PARTITION BY week, file ORDER BY recorded_at DESC, sha256) = 1
ORDER BY week, file
