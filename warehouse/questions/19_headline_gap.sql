-- title: Which headlines say other than their article?
-- answers: Titles of the week that are kinder or harsher to a party than the text below them, or stand alone.
-- param week = (SELECT max(iso_week) FROM coverage_as_of($as_of) WHERE with_signals > 0)
-- param party
SELECT title, outlet, actor_name, verdict, headline_types, body_types, headline_net, body_net, gap, article_id
FROM headline_gap_as_of($as_of)
WHERE iso_week = $week
  AND actor = $party
ORDER BY verdict = 'in line', abs(gap) DESC NULLS LAST, title, actor_name
LIMIT 200
