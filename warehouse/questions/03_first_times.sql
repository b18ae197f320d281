-- title: What was done for the first time?
-- answers: Kinds of signal that a party gave for the first time on record, in the last 52 weeks unless told, newest first.
-- param party
-- param since = (SELECT max(week_start) - 364 FROM coverage_as_of($as_of) WHERE with_signals > 0)
SELECT week_start, iso_week, actor_name, unnest(first_types) AS signal_type
FROM position_changes_as_of($as_of)
WHERE len(first_types) > 0
  AND actor = $party
  AND week_start >= $since
ORDER BY week_start DESC, actor_name, signal_type
LIMIT 200
