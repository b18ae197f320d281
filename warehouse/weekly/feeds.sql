-- Feeds that failed or had fallen silent when the week ended, the longest first; what they would have told is missing
-- from the week. As of its end, so that an old week is told the same however the feeds do now.
--
--   feed     its name in the list, else its address
--   feed_url its address
--   verdict  failing, quarantined, no feed, empty, silent or gone, as feed_health tells
--   since    since when (UTC)
--   detail   why, in words, such as "nothing new for 9 days; usually every 3 hours"
--
-- Left out: feeds that failed but once or twice, and those that nobody has asked for eight days, which were taken off the
-- list or are gone for good.
WITH health AS (
  FROM feed_health_as_of(least($as_of::TIMESTAMPTZ, ($week_start::DATE + 7)::TIMESTAMPTZ))
)
SELECT coalesce(title, feed_url) AS feed, feed_url, verdict, since, detail
FROM health
WHERE verdict NOT IN ('well', 'stumbling') AND last_poll_at > (SELECT max(last_poll_at) FROM health) - INTERVAL 8 DAYS
ORDER BY since, feed, feed_url
