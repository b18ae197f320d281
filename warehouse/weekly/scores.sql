-- How well the tagger's rules in force did on hand-coded text, newest measurement each.
WITH committed AS (
  SELECT run_id, ruleset, committed_at FROM run WHERE event = 'completed' AND committed_at <= $as_of::TIMESTAMPTZ
),
in_force AS (
  SELECT arg_max(ruleset, committed_at) AS ruleset FROM committed
)
SELECT t.set_name, t.measure, t.value, t.low, t.high, t.n, t.ruleset
FROM tagger_score AS t
JOIN committed AS r ON r.run_id = t.run_id
JOIN in_force AS f ON f.ruleset = t.ruleset
QUALIFY row_number() OVER (PARTITION BY t.set_name, t.measure ORDER BY r.committed_at DESC, t.score_id) = 1
ORDER BY t.set_name, t.measure
