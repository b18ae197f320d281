-- title: Which signals of a week came or went since a day?
-- answers: Signals of the week in force now and not then (--as-of; seven days ago unless told), or then and not now.
-- param as_of = (SELECT now() - INTERVAL 7 DAY)
-- param week = (SELECT max(iso_week) FROM coverage WHERE with_signals > 0)
-- param party
SELECT CASE WHEN t.signal_id IS NULL THEN 'came' ELSE 'went' END AS change, coalesce(n.actor_name, t.actor_name) AS actor_name,
  coalesce(n.signal_type, t.signal_type) AS signal_type, coalesce(n.evidence, t.evidence) AS evidence,
  coalesce(n.committed_at, t.committed_at) AS committed_at, coalesce(n.signal_id, t.signal_id) AS signal_id
FROM (FROM signals WHERE iso_week = $week) AS n
FULL JOIN (FROM signals_as_of($as_of) WHERE iso_week = $week) AS t ON t.signal_id = n.signal_id
WHERE (n.signal_id IS NULL OR t.signal_id IS NULL)
  AND coalesce(n.actor, t.actor) = $party
ORDER BY change, actor_name, signal_type, signal_id
