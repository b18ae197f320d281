-- title: Which articles of the week are on a subject?
-- answers: Articles of the week that hold a phrase, and where; parley search, or FROM search('some words'), looks through every week.
-- param word = 'talks'
-- param week = (SELECT max(iso_week) FROM coverage_as_of($as_of) WHERE with_signals > 0)
SELECT
  published_first, title, outlet, url, article_id,
  text[greatest(strpos(lower(text), lower($word)) - 60, 1) : strpos(lower(text), lower($word)) + 100] AS excerpt
FROM articles_as_of($as_of)
WHERE iso_week = $week AND is_lead AND contains(lower(concat_ws(' ', title, text)), lower($word))
ORDER BY published_first, article_id
LIMIT 200
