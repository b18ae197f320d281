-- When data last changed: what reports are made as of, unless told otherwise.
SELECT max(committed_at) AS last_change FROM run WHERE event = 'completed' AND changed
