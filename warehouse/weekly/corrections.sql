-- Weeks up to the one asked for whose articles have changed since a report first told them: added, dropped from the week, or coded otherwise.
-- Only reports recorded by the moment asked for count, so that the answer is the same whenever it is asked.
WITH first_report AS (
  SELECT week, min(as_of) AS first_as_of
  FROM report
  WHERE as_of < $as_of::TIMESTAMPTZ AND recorded_at <= $as_of::TIMESTAMPTZ
    AND week <= strftime($week_start::DATE, '%G-W%V')
  GROUP BY week
),
state AS (
  SELECT
    c.article_id, c.coding_id, c.signals, r.committed_at, strftime(v.published_first, '%G-W%V') AS week
  FROM coding AS c
  JOIN run AS r ON r.run_id = c.run_id AND r.event = 'completed' AND r.committed_at <= $as_of::TIMESTAMPTZ
  JOIN article_version AS v ON v.version_id = c.version_id
),
concerned AS (
  SELECT DISTINCT f.week, f.first_as_of, s.article_id FROM first_report AS f JOIN state AS s ON s.week = f.week
),
compared AS (
  SELECT
    k.week, k.first_as_of, k.article_id,
    arg_max(s.week IS NOT DISTINCT FROM k.week, s.committed_at) FILTER (s.committed_at <= k.first_as_of) AS was_in,
    arg_max(s.coding_id, s.committed_at) FILTER (s.committed_at <= k.first_as_of) AS coding_then,
    arg_max(s.signals, s.committed_at) FILTER (s.committed_at <= k.first_as_of) AS signals_then,
    arg_max(s.week IS NOT DISTINCT FROM k.week, s.committed_at) AS is_in,
    arg_max(s.coding_id, s.committed_at) AS coding_now,
    arg_max(s.signals, s.committed_at) AS signals_now
  FROM concerned AS k
  JOIN state AS s ON s.article_id = k.article_id
  GROUP BY ALL
)
SELECT
  week, first_as_of,
  count(*) FILTER (is_in AND was_in IS NOT TRUE) AS articles_added,
  count(*) FILTER (was_in AND is_in IS NOT TRUE) AS articles_removed,
  count(*) FILTER (was_in AND is_in AND coding_now <> coding_then) AS articles_changed,
  coalesce(sum(signals_then) FILTER (was_in), 0)::BIGINT AS signals_then,
  coalesce(sum(signals_now) FILTER (is_in), 0)::BIGINT AS signals_now
FROM compared
GROUP BY week, first_as_of
HAVING articles_added + articles_removed + articles_changed > 0
ORDER BY week
