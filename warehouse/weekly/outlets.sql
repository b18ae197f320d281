-- What the outlets of each kind of owner, and of each country, carried in the week: parties' current signals by type,
-- reprints included since they are carried too, headlines and pull quotes left out. NULL: owner or country not known.
WITH carried AS (
  SELECT signal_id, signal_type, ownership, country
  FROM signal_rows_as_of($as_of::TIMESTAMPTZ)
  WHERE week_start = $week_start::DATE AND repeats IS NULL
    AND timing = 'current' AND NOT is_headline AND dating = 'within' AND actor NOT IN ('author', 'analyst')
),
read AS (
  SELECT article_id, ownership, country
  FROM standings_as_of($as_of::TIMESTAMPTZ)
  WHERE week_start = $week_start::DATE
),
articles AS (
  SELECT 'ownership' AS kind, ownership AS key, count(*) AS articles FROM read GROUP BY ownership
  UNION ALL
  SELECT 'country', country, count(*) FROM read GROUP BY country
),
mix AS (
  SELECT 'ownership' AS kind, ownership AS key, signal_type, list(signal_id ORDER BY signal_id) AS signal_ids
  FROM carried
  GROUP BY ownership, signal_type
  UNION ALL
  SELECT 'country', country, signal_type, list(signal_id ORDER BY signal_id) FROM carried GROUP BY country, signal_type
)
SELECT a.kind, a.key, a.articles, m.signal_type, len(coalesce(m.signal_ids, [])) AS n, m.signal_ids
FROM articles AS a
LEFT JOIN mix AS m ON m.kind = a.kind AND m.key IS NOT DISTINCT FROM a.key
ORDER BY a.kind DESC, a.articles DESC, a.key NULLS LAST, m.signal_type
