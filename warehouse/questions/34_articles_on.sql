-- title: Which articles of the week are on a subject?
-- answers: Articles that hold all of some words, the most often first; parley search looks through every week and ranks by rarity.
-- param word = 'peace talks'
-- param week = (SELECT max(iso_week) FROM coverage_as_of($as_of) WHERE with_signals > 0)
SELECT title, outlet, score, excerpt, url, article_id
FROM search($word)
WHERE iso_week = $week
LIMIT 100
