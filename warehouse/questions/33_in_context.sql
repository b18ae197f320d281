-- title: How is a word used?
-- answers: Each place where a word stands, with the words around it.
-- param word = 'ceasefire'
SELECT iso_week, title, words_before, keyword, words_after, article_id
FROM kwic($word, 60)
ORDER BY iso_week DESC NULLS LAST, article_id, char_start
LIMIT 500
