-- By how many independent stories and outlets each claim of the week (actor, type, target) is carried: the view
-- corroboration for one week, with the signals behind each. Who copied a story does not confirm it.
SELECT
  actor, signal_type, target,
  count(DISTINCT story_id) AS stories,
  count(DISTINCT outlet) AS outlets,
  CASE
    WHEN stories < 2 THEN 'one story'
    WHEN count(DISTINCT outlet) FILTER (is_lead) < 2 THEN 'several stories'
    WHEN count(DISTINCT ownership) FILTER (is_lead) < 2 THEN 'across outlets'
    ELSE 'across owners'
  END AS verdict,
  list_sort(list_distinct(list(ownership))) AS ownership_list,
  list_sort(list_distinct(list(country))) AS country_list,
  count(DISTINCT article_id) FILTER (ownership IS NULL) AS unknown_owners,
  count(DISTINCT article_id) FILTER (country IS NULL) AS unknown_countries,
  list(signal_id ORDER BY signal_id) AS signal_ids
FROM signals_as_of($as_of::TIMESTAMPTZ)
WHERE week_start = $week_start::DATE
  AND timing = 'current' AND NOT is_headline AND dating = 'within' AND actor NOT IN ('author', 'analyst')
GROUP BY actor, signal_type, target
ORDER BY actor, signal_type, target
