-- Weeks up to the one asked for whose articles have changed since a report first told them: added, dropped from the week, coded otherwise, or judged otherwise by analysts.
-- Only reports recorded by the moment asked for count, so that the answer is the same whenever it is asked. Articles are
-- looked at in weeks alone in which something began or ceased to hold after that report.
WITH first_report AS (
  SELECT week, min(as_of) AS first_as_of
  FROM report
  WHERE as_of < $as_of::TIMESTAMPTZ AND recorded_at <= $as_of::TIMESTAMPTZ
    AND week <= strftime($week_start::DATE, '%G-W%V')
  GROUP BY week
),
later AS (
  SELECT iso_week AS week, since AS changed_at FROM standing WHERE since > (SELECT min(first_as_of) FROM first_report)
  UNION ALL
  SELECT s.iso_week, e.ended_at
  FROM standing_ended AS e
  JOIN standing AS s ON s.standing_no = e.standing_no
  WHERE e.ended_at > (SELECT min(first_as_of) FROM first_report)
),
touched AS (
  SELECT DISTINCT f.week, f.first_as_of
  FROM first_report AS f
  JOIN later AS l ON l.week = f.week AND l.changed_at > f.first_as_of AND l.changed_at <= $as_of::TIMESTAMPTZ
),
labelled AS (
  SELECT standing_no, list(DISTINCT label_id ORDER BY label_id) AS labels
  FROM standing_signal
  WHERE label_id IS NOT NULL AND iso_week IN (SELECT week FROM touched)
  GROUP BY standing_no
),
held AS (
  SELECT
    t.week, t.first_as_of, s.article_id, s.coding_id, s.signals, l.labels,
    s.since <= t.first_as_of AND (e.ended_at IS NULL OR e.ended_at > t.first_as_of) AS held_then,
    s.since <= $as_of::TIMESTAMPTZ AND (e.ended_at IS NULL OR e.ended_at > $as_of::TIMESTAMPTZ) AS holds_now
  FROM touched AS t
  JOIN standing AS s ON s.iso_week = t.week
  LEFT JOIN standing_ended AS e ON e.standing_no = s.standing_no
  LEFT JOIN labelled AS l ON l.standing_no = s.standing_no
),
compared AS (
  SELECT
    week, first_as_of, article_id, bool_or(held_then) AS was_in, bool_or(holds_now) AS is_in,
    any_value(coding_id) FILTER (held_then) AS coding_then, any_value(coding_id) FILTER (holds_now) AS coding_now,
    any_value(labels) FILTER (held_then) AS labels_then, any_value(labels) FILTER (holds_now) AS labels_now,
    any_value(signals) FILTER (held_then) AS signals_then, any_value(signals) FILTER (holds_now) AS signals_now
  FROM held
  GROUP BY week, first_as_of, article_id
)
SELECT
  week, first_as_of,
  count(*) FILTER (is_in AND NOT was_in) AS articles_added,
  count(*) FILTER (was_in AND NOT is_in) AS articles_removed,
  count(*) FILTER (was_in AND is_in AND coding_now <> coding_then) AS articles_changed,
  count(*) FILTER (was_in AND is_in AND coding_now = coding_then AND labels_now IS DISTINCT FROM labels_then)
    AS articles_judged,
  coalesce(sum(signals_then), 0)::BIGINT AS signals_then,
  coalesce(sum(signals_now), 0)::BIGINT AS signals_now
FROM compared
GROUP BY week, first_as_of
HAVING articles_added + articles_removed + articles_changed + articles_judged > 0
ORDER BY week
