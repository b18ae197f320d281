-- Net stance of each actor in the twelve weeks that end with the week asked for. Disputed: another party doubts the
-- actor's word in that week or in the fourteen days after it, as far as the week asked for has come. Confidence: the mean
-- probability that its signals are right.
WITH doubt AS (
  SELECT target, actor, published_first
  FROM signals_as_of($as_of::TIMESTAMPTZ)
  WHERE signal_type = 'doubt' AND timing = 'current' AND NOT is_headline AND dating <> 'undated'
    AND actor NOT IN ('author', 'analyst') AND actor <> target AND published_first <= $week_start::DATE + 6
),
sure AS (
  SELECT week_start, actor, avg(coalesce(confidence, 1)) AS confidence
  FROM signals_as_of($as_of::TIMESTAMPTZ)
  WHERE counted AND week_start BETWEEN $week_start::DATE - 77 AND $week_start::DATE
  GROUP BY week_start, actor
)
SELECT
  s.week_start, s.iso_week, s.actor, s.actor_name, s.positive, s.negative, s.net, s.stories,
  EXISTS (
    FROM doubt AS d
    WHERE d.target = s.actor AND d.published_first BETWEEN s.week_start AND s.week_start + 20
  ) AS disputed,
  c.confidence
FROM weekly_stance_as_of($as_of::TIMESTAMPTZ) AS s
JOIN sure AS c ON c.week_start = s.week_start AND c.actor = s.actor
WHERE s.week_start BETWEEN $week_start::DATE - 77 AND $week_start::DATE
ORDER BY s.week_start, s.actor
