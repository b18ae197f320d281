-- title: What is not counted, and why?
-- answers: Signals of the week left out of net stance, by the first reason that applies.
-- param week = (SELECT max(iso_week) FROM coverage_as_of($as_of) WHERE with_signals > 0)
-- param party
SELECT
  CASE
    WHEN timing <> 'current' THEN 'history retold'
    WHEN voice NOT IN ('own', 'narrated') THEN 'in the voice of others: ' || voice
    WHEN is_headline THEN 'headline'
    WHEN dating <> 'within' THEN 'week uncertain'
    WHEN NOT is_lead THEN 'reprint'
    ELSE 'repeats a fuller signal of its article'
  END AS reason,
  count(*) AS signals, count(DISTINCT story_id) AS stories
FROM signals_as_of($as_of)
WHERE iso_week = $week AND NOT counted
  AND actor = $party
GROUP BY reason
ORDER BY signals DESC, reason
