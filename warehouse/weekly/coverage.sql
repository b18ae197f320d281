-- What was read in the twelve weeks that end with the week asked for; weeks without an article show zeros.
WITH calendar AS (
  SELECT $week_start::DATE - (7 * back)::INTEGER AS week_start FROM range(0, 12) AS r (back)
)
SELECT
  k.week_start, strftime(k.week_start, '%G-W%V') AS iso_week,
  coalesce(c.articles, 0) AS articles, coalesce(c.with_signals, 0) AS with_signals,
  coalesce(c.imprecise, 0) AS imprecise, coalesce(c.inferred, 0) AS inferred,
  coalesce(c.opinion, 0) AS opinion, coalesce(c.outlets, 0) AS outlets
FROM calendar AS k
LEFT JOIN coverage_as_of($as_of::TIMESTAMPTZ) AS c ON c.week_start = k.week_start
ORDER BY k.week_start
