-- What came in during the week and was not stored, by reason, with one example each.
SELECT j.reason, count(*) AS n, min(j.origin) AS example_origin
FROM rejection AS j
JOIN run AS r ON r.run_id = j.run_id AND r.event = 'completed' AND r.committed_at <= $as_of::TIMESTAMPTZ
WHERE r.committed_at >= $week_start::DATE AND r.committed_at < $week_start::DATE + 7
GROUP BY j.reason
ORDER BY n DESC, j.reason
