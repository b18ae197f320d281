-- Net stance of each actor in the week asked for, in the week before it, and in the four weeks before it.
SELECT
  actor,
  avg(net) FILTER (week_start = $week_start::DATE) AS net_now,
  avg(net) FILTER (week_start = $week_start::DATE - 7) AS net_last_week,
  count(*) FILTER (week_start = $week_start::DATE - 7) AS stories_last_week,
  avg(net) FILTER (week_start < $week_start::DATE) AS net_4wk,
  count(*) FILTER (week_start < $week_start::DATE) AS stories_4wk
FROM story_stance_as_of($as_of::TIMESTAMPTZ)
WHERE week_start BETWEEN $week_start::DATE - 28 AND $week_start::DATE
GROUP BY actor
ORDER BY actor
