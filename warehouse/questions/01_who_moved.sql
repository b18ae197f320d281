-- title: What did each party signal in the week?
-- answers: Each party's net stance in the week, from how many independent stories, beside the week before it was heard of.
-- param week = (SELECT max(iso_week) FROM coverage_as_of($as_of) WHERE with_signals > 0)
-- param party
FROM weekly_stance_as_of($as_of)
WHERE iso_week = $week
  AND actor = $party
ORDER BY stories DESC, actor
