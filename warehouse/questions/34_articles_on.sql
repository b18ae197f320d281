-- title: Which articles are on a subject?
-- answers: Articles that hold all of some words, the most often first; parley search ranks by rarity.
-- param word = 'peace talks'
SELECT iso_week, title, outlet, score, excerpt, url, article_id
FROM search($word)
LIMIT 100
