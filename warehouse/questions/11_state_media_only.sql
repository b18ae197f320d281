-- title: What do only state media carry?
-- answers: Claims of the week that no outlet of another or an unknown kind of owner carries.
-- param week = (SELECT max(iso_week) FROM coverage_as_of($as_of) WHERE with_signals > 0)
-- param party
SELECT
  actor_name, signal_type, target_name, stories, articles, outlets, countries, voices, first_on, signal_id
FROM corroboration_as_of($as_of)
WHERE iso_week = $week AND ownership_list = ['state'] AND unknown_owners = 0
  AND actor = $party
ORDER BY articles DESC, actor_name, signal_type, target_name
