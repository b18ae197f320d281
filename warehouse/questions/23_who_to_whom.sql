-- title: Who turns to whom, and how?
-- answers: Pairs of actor and target by signals towards a settlement and away from one, in 52 weeks unless told.
-- param party
-- param target
-- param since = (SELECT max(week_start) - 364 FROM coverage_as_of($as_of) WHERE with_signals > 0)
-- param until
SELECT
  actor_name, target_name, count(*) FILTER (direction > 0) AS towards, count(*) FILTER (direction < 0) AS away,
  avg(direction) AS mean_direction, count(DISTINCT story_id) AS stories, max(published_first) AS last_on
FROM signals_as_of($as_of)
WHERE counted AND target IS NOT NULL
  AND actor = $party
  AND target = $target
  AND published_first >= $since
  AND published_first <= $until
GROUP BY actor_name, target_name
ORDER BY towards + away DESC, actor_name, target_name
