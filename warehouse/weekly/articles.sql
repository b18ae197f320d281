-- The articles whose first week is the week asked for.
WITH tally AS (
  SELECT article_id, count(*) AS signals, count(*) FILTER (counted) AS counted
  FROM signals_as_of($as_of::TIMESTAMPTZ)
  WHERE week_start = $week_start::DATE
  GROUP BY article_id
)
SELECT
  a.article_id, a.title, a.outlet, a.authors, a.article_kind, a.published_first, a.published_last,
  a.date_precision, a.date_basis, a.date_note, a.dating, a.url, a.origin, a.flags,
  coalesce(t.signals, 0) AS signals, coalesce(t.counted, 0) AS counted
FROM standings_as_of($as_of::TIMESTAMPTZ) AS a
LEFT JOIN tally AS t ON t.article_id = a.article_id
WHERE a.week_start = $week_start::DATE
ORDER BY a.published_first, a.article_id
