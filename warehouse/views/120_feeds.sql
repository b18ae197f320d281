-- How the feeds do. A feed dies in many ways that look like a quiet day: it answers with next to no bytes, with a web page, with
-- no entries, or with the entries of last month. So each is judged by what it last gave, and against its own habit
-- (docs/decisions/0014).

CREATE OR REPLACE MACRO feed_health_as_of(ts) AS TABLE
WITH polled AS (
  SELECT e.*, e.outcome IN ('ok', 'not-modified', 'unchanged') AS is_good
  FROM feed_event AS e
  JOIN run AS r ON r.run_id = e.run_id AND r.event = 'completed' AND r.committed_at <= ts
),
titled AS (
  SELECT f.feed_url, arg_max(f.title, r.committed_at) AS title
  FROM feed AS f
  JOIN run AS r ON r.run_id = f.run_id AND r.event = 'completed' AND r.committed_at <= ts
  GROUP BY f.feed_url
),
gap AS (
  SELECT feed_url, median(epoch(polled_at - before)) / 3600 AS hours, count(*) AS times
  FROM (
    SELECT feed_url, polled_at, lag(polled_at) OVER (PARTITION BY feed_url ORDER BY polled_at) AS before
    FROM polled
    WHERE new_entries > 0
  )
  WHERE before IS NOT NULL
  GROUP BY feed_url
),
tally AS (
  SELECT
    feed_url,
    count(*) AS polls,
    max(polled_at) AS last_poll_at,
    arg_max(outcome, polled_at) AS last_outcome,
    arg_max(coalesce(detail, reason), polled_at) AS last_detail,
    max(polled_at) FILTER (is_good) AS last_good_poll_at,
    arg_max_null(next_poll_at, polled_at) AS next_poll_at,
    coalesce(arg_max_null(verdict, polled_at), 'active') AS polling,
    max(polled_at) FILTER (new_entries > 0) AS last_new_entry_at,
    arg_max(newest_entry_at, polled_at) AS newest_entry_at,
    arg_max(usual_gap_s, polled_at) / 3600 AS entry_gap_hours,
    sum(new_entries - coalesce(deferred, 0))::BIGINT AS entries,
    coalesce(arg_max(passed_over, polled_at) FILTER (outcome = 'ok'), 0) AS passed_over
  FROM polled
  GROUP BY feed_url
),
failing AS (
  SELECT p.feed_url, count(*) AS failures_in_a_row, min(p.polled_at) AS since
  FROM polled AS p
  JOIN tally AS t ON t.feed_url = p.feed_url
  WHERE t.last_good_poll_at IS NULL OR p.polled_at > t.last_good_poll_at
  GROUP BY p.feed_url
),
judged AS (
  SELECT
    t.*, n.title, f.since, coalesce(f.failures_in_a_row, 0) AS failures_in_a_row,
    coalesce(t.entry_gap_hours, g.hours) AS usual_gap_hours,
    -- Entries that keep coming are news whatever dates the feed gives them; those of its first reading may be old.
    CASE WHEN g.times > 0 THEN greatest(t.newest_entry_at, t.last_new_entry_at)
      ELSE coalesce(t.newest_entry_at, t.last_new_entry_at) END AS last_news_at,
    epoch(t.last_poll_at - last_news_at) / 3600 AS hours_without_news,
    CASE
      WHEN t.last_outcome = 'gone' THEN 'gone'
      WHEN t.polling = 'quarantined' THEN 'quarantined'
      WHEN t.last_outcome = 'not-a-feed' THEN 'no feed'
      WHEN t.last_outcome = 'empty' THEN 'empty'
      WHEN coalesce(f.failures_in_a_row, 0) >= 3 THEN 'failing'
      WHEN hours_without_news > greatest(72, 5 * coalesce(t.entry_gap_hours, g.hours, 0)) THEN 'silent'
      WHEN f.failures_in_a_row > 0 THEN 'stumbling'
      ELSE 'well'
    END AS verdict
  FROM tally AS t
  LEFT JOIN titled AS n ON n.feed_url = t.feed_url
  LEFT JOIN gap AS g ON g.feed_url = t.feed_url
  LEFT JOIN failing AS f ON f.feed_url = t.feed_url
)
SELECT
  feed_url, title, verdict,
  CASE verdict WHEN 'well' THEN NULL WHEN 'silent' THEN last_news_at ELSE since END AS since,
  CASE verdict
    WHEN 'well' THEN NULL
    WHEN 'silent' THEN 'nothing new for ' || (hours_without_news // 24)::BIGINT || ' days'
      || coalesce('; usually every ' || CASE
        WHEN usual_gap_hours < 1.5 THEN 'hour or sooner'
        WHEN usual_gap_hours < 48 THEN round(usual_gap_hours)::BIGINT || ' hours'
        ELSE round(usual_gap_hours / 24)::BIGINT || ' days' END, '')
    ELSE coalesce(last_detail, last_outcome)
  END AS detail,
  polls, last_poll_at, last_outcome, last_detail, last_good_poll_at, failures_in_a_row, next_poll_at,
  last_new_entry_at, newest_entry_at, entries, passed_over, usual_gap_hours, hours_without_news
FROM judged;
COMMENT ON MACRO TABLE feed_health_as_of IS 'The view feed_health as it was at a moment.';

CREATE OR REPLACE VIEW feed_health AS FROM feed_health_as_of('infinity'::TIMESTAMPTZ);
COMMENT ON VIEW feed_health IS 'How each feed does: when it was last read, what it last gave, and whether it fails or has fallen silent.';
COMMENT ON COLUMN feed_health.feed_url IS 'Address of the feed, as in the list of feeds.';
COMMENT ON COLUMN feed_health.title IS 'Its name in the list.';
COMMENT ON COLUMN feed_health.verdict IS 'well; stumbling (failed once or twice); failing (three times or more in a row); quarantined (for so long that it is asked once a day); no feed (a web page, next to no bytes or something else came instead); empty (a feed without entries); silent (its newest entry is older than three days and five usual gaps); gone (410: not asked again).';
COMMENT ON COLUMN feed_health.since IS 'Since when that is so: the first poll that went wrong, or the last news of a silent feed (UTC); NULL: it is well.';
COMMENT ON COLUMN feed_health.detail IS 'Why, in words; NULL: it is well.';
COMMENT ON COLUMN feed_health.polls IS 'How often it was polled.';
COMMENT ON COLUMN feed_health.last_poll_at IS 'When last (UTC).';
COMMENT ON COLUMN feed_health.last_outcome IS 'What came of it: ok, not-modified, unchanged, empty, failed, not-a-feed or gone.';
COMMENT ON COLUMN feed_health.last_detail IS 'The reason, where it failed.';
COMMENT ON COLUMN feed_health.last_good_poll_at IS 'When it last answered as a feed with entries (UTC); NULL: never.';
COMMENT ON COLUMN feed_health.failures_in_a_row IS 'Polls since then that went wrong.';
COMMENT ON COLUMN feed_health.next_poll_at IS 'When it is due again (UTC); NULL: never.';
COMMENT ON COLUMN feed_health.last_new_entry_at IS 'When a poll last gave an entry that was not known (UTC); NULL: never.';
COMMENT ON COLUMN feed_health.newest_entry_at IS 'Date of the newest entry when it was last read (UTC); NULL: its entries bear none.';
COMMENT ON COLUMN feed_health.entries IS 'Entries that were new and whose pages were asked for, in all.';
COMMENT ON COLUMN feed_health.passed_over IS 'Entries passed over as not relevant when it was last read; all of them are in rejection, as not-relevant.';
COMMENT ON COLUMN feed_health.usual_gap_hours IS 'Median of the hours between two of its entries, else between two polls that gave something new; NULL: not known.';
COMMENT ON COLUMN feed_health.hours_without_news IS 'Hours from its last news to the last poll.';
