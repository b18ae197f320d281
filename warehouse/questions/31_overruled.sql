-- title: Where did analysts overrule the machine?
-- answers: Every label, what it does to the signals, and where analysts disagree with each other.
SELECT
  l.labelled_at, l.coder, l.verdict, l.effect, l.machine_type, l.machine_actor, l.signal_type, l.actor, l.evidence, l.note,
  c.signal_id IS NOT NULL AS disagreed, l.signal_id
FROM labels_as_of($as_of) AS l
LEFT JOIN (SELECT DISTINCT signal_id FROM label_conflicts_as_of($as_of)) AS c ON c.signal_id = l.signal_id
ORDER BY l.labelled_at DESC, l.label_id
LIMIT 500
