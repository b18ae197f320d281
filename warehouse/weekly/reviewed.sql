-- What analysts said of the week's signals: by verdict, those they found wrong included, which no other query shows.
SELECT f.label AS verdict, count(*) AS n, list(f.signal_id ORDER BY f.signal_id) AS signal_ids
FROM standing_signal AS f
ANTI JOIN ended_as_of($as_of::TIMESTAMPTZ) AS e ON e.standing_no = f.standing_no
WHERE f.since <= $as_of::TIMESTAMPTZ AND f.week_start = $week_start::DATE AND f.label IS NOT NULL
GROUP BY f.label
ORDER BY f.label
