-- title: How far can the tagger be trusted?
-- answers: Its newest scores against hand-coded text, with their intervals.
SELECT t.set_name, t.measure, t.value, t.low, t.high, t.n, t.ruleset
FROM tagger_score AS t
JOIN run AS r ON r.run_id = t.run_id AND r.event = 'completed'
QUALIFY r.committed_at = max(r.committed_at) OVER (PARTITION BY t.set_name)
ORDER BY t.set_name, t.measure
