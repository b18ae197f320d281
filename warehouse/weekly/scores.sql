-- How well the tagger did on hand-coded text: each measure as taken of the rules in force, else the newest.
WITH committed AS (
  SELECT run_id, ruleset, committed_at FROM run WHERE event = 'completed' AND committed_at <= $as_of::TIMESTAMPTZ
),
in_force AS (
  SELECT arg_max(ruleset, committed_at) AS ruleset FROM committed
)
SELECT t.set_name, t.measure, t.value, t.low, t.high, t.n, t.ruleset
FROM tagger_score AS t
JOIN committed AS r ON r.run_id = t.run_id
CROSS JOIN in_force AS f
QUALIFY row_number() OVER (PARTITION BY t.set_name, t.measure ORDER BY t.ruleset = f.ruleset DESC, r.committed_at DESC, t.score_id) = 1
ORDER BY t.set_name, t.measure
