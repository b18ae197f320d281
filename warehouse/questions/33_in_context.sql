-- title: How is a word used this week?
-- answers: Each place in the week's articles where a word stands, with the words around it.
-- param word = 'ceasefire'
-- param week = (SELECT max(iso_week) FROM coverage_as_of($as_of) WHERE with_signals > 0)
SELECT title, words_before, keyword, words_after, article_id, char_start
FROM kwic_as_of($as_of, $word, 60, $week)
ORDER BY article_id, char_start
LIMIT 500
