-- title: What was done for the first time?
-- answers: Kinds of signal that a party gave for the first time on record, by week, newest first.
-- param party
-- param since
SELECT week_start, iso_week, actor_name, unnest(first_types) AS signal_type
FROM position_changes_as_of($as_of)
WHERE len(first_types) > 0
  AND actor = $party
  AND week_start >= $since
ORDER BY week_start DESC, actor_name, signal_type
LIMIT 200
