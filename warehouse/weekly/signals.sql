-- Every signal of the articles whose first week is the week asked for.
SELECT *
FROM signals_as_of($as_of::TIMESTAMPTZ)
WHERE week_start = $week_start::DATE
ORDER BY published_first, article_id, char_start, char_end, signal_type, actor, signal_id
