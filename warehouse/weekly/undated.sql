-- The articles that no date is known for, of those first stored during the week: how many, and the first fifty by id.
WITH stored AS (
  SELECT *, min(since) OVER (PARTITION BY article_id) AS first_since
  FROM standing
  WHERE dating = 'undated' AND since <= $as_of::TIMESTAMPTZ
),
undated AS (
  SELECT s.*
  FROM stored AS s
  ANTI JOIN ended_as_of($as_of::TIMESTAMPTZ) AS e ON e.standing_no = s.standing_no
  WHERE s.first_since >= $week_start::DATE AND s.first_since < $week_start::DATE + 7
),
shown AS (
  SELECT *, count(*) OVER () AS total FROM undated ORDER BY article_id LIMIT 50
),
tally AS (
  SELECT standing_no, count(*) AS signals, count(*) FILTER (counted) AS counted
  FROM signal_rows_as_of($as_of::TIMESTAMPTZ)
  WHERE week_start IS NULL
  GROUP BY standing_no
)
SELECT
  a.article_id, a.title, a.outlet, a.authors, a.article_kind, a.published_first, a.published_last,
  a.date_precision, a.date_basis, a.date_note, a.dating, a.url, a.origin, a.flags,
  coalesce(t.signals, 0) AS signals, coalesce(t.counted, 0) AS counted, a.total
FROM shown AS a
LEFT JOIN tally AS t ON t.standing_no = a.standing_no
ORDER BY a.article_id
