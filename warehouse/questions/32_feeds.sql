-- title: Which feeds have fallen silent or fail?
-- answers: Each feed's verdict with its reason, its last good poll, failures in a row, newest entry and usual gap, the worst first.
SELECT
  verdict, title, since, detail, last_good_poll_at, failures_in_a_row, newest_entry_at, usual_gap_hours, next_poll_at,
  feed_url
FROM feed_health_as_of($as_of)
ORDER BY verdict = 'well', since, feed_url
