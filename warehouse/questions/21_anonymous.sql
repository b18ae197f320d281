-- title: What do unnamed sources say this week?
-- answers: Signals of the week on the word of people who are not named.
-- param week = (SELECT max(iso_week) FROM coverage_as_of($as_of) WHERE with_signals > 0)
-- param party
SELECT actor_name, signal_type, target_name, evidence, outlet, ownership, country, url, signal_id
FROM signals_as_of($as_of)
WHERE iso_week = $week AND voice = 'anonymous' AND is_lead
  AND actor = $party
ORDER BY actor_name, signal_type, signal_id
