-- The newest poll of each feed, which holds all that the next one needs to know (docs/decisions/0013).
WITH committed AS (
  SELECT e.*
  FROM feed_event AS e
  SEMI JOIN run AS r ON r.run_id = e.run_id AND r.event = 'completed'
),
newest AS (
  SELECT feed_url, max(polled_at) AS polled_at FROM committed GROUP BY feed_url
)
SELECT
  c.feed_url, NULL AS title, c.polled_at, c.outcome, c.status, c.entries, c.new_entries, c.detail, c.etag,
  c.last_modified, c.requested_url, c.final_url, c.moved_to, coalesce(c.moved_times, 0) AS moved_times, c.reason,
  coalesce(c.conditional, false) AS conditional, c.body_sha256, c.size_bytes, c.seconds,
  coalesce(c.passed_over, 0) AS passed_over, coalesce(c.deferred, 0) AS deferred, coalesce(c.retries, 0) AS retries,
  c.newest_entry_at, c.usual_gap_s, c.span_s, c.ttl_s, c.full_at, coalesce(c.failures, 0) AS failures,
  c.retry_after_at, coalesce(c.next_poll_at, if(c.verdict = 'gone', NULL, c.polled_at)) AS next_poll_at,
  coalesce(c.verdict, 'active') AS verdict
FROM committed AS c
JOIN newest AS n ON n.feed_url = c.feed_url AND n.polled_at = c.polled_at
ORDER BY c.feed_url
