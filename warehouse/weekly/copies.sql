-- Stories of the week that were reprinted: by how many articles and outlets, the most copied first.
SELECT
  story_id, arg_min_null(title, (published_first, article_id)) AS title,
  arg_min_null(outlet, (published_first, article_id)) AS outlet,
  count(*) AS articles, count(DISTINCT outlet) AS outlets, max(published_last) - min(published_first) AS days
FROM standings_as_of($as_of::TIMESTAMPTZ)
WHERE week_start = $week_start::DATE
GROUP BY story_id
HAVING count(*) > 1
ORDER BY articles DESC, story_id
LIMIT 5
