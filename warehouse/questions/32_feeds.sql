-- title: Which feeds have fallen silent or fail?
-- answers: Each feed's last good poll, failures in a row, newest entry and usual gap, the worst first.
SELECT
  verdict, title, feed_url, last_good_poll_at, failures_in_a_row, last_detail, last_new_entry_at, hours_without_news,
  usual_gap_hours
FROM feed_health_as_of($as_of)
ORDER BY verdict = 'well', failures_in_a_row DESC, hours_without_news DESC NULLS LAST, feed_url
