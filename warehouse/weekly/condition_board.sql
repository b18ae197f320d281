-- Where each actor stands on each condition at the end of the week asked for, by its counted signals of the twelve weeks
-- that end with it: the state last heard, the firmest of several on one day, since when, and what it took the place of.
-- Two conditions that the codebook does not name need not be the same one, so that they take no other's place.
WITH said AS (
  SELECT
    actor, actor_name, unnest(conditions) AS condition, condition_state(signal_type) AS state, published_first,
    signal_id, evidence, outlet, url, story_id, week_start, article_id, char_start, coalesce(confidence, 1) AS confidence
  FROM signals_as_of($as_of::TIMESTAMPTZ)
  WHERE week_start BETWEEN $week_start::DATE - 77 AND $week_start::DATE
    AND counted AND len(conditions) > 0 AND condition_state(signal_type) IS NOT NULL
),
latest AS (
  SELECT
    actor, condition,
    arg_max(state, (published_first, list_position(['open', 'accepted', 'demanded', 'refused'], state))) AS state
  FROM said
  GROUP BY actor, condition
),
before AS (
  SELECT s.actor, s.condition, max(s.published_first) AS last_on, arg_max(s.state, (s.published_first, s.state)) AS state
  FROM said AS s
  JOIN latest AS l ON l.actor = s.actor AND l.condition = s.condition AND l.state <> s.state
  JOIN (SELECT actor, condition, max(published_first) AS last_on FROM said GROUP BY actor, condition) AS n
    ON n.actor = s.actor AND n.condition = s.condition AND s.published_first < n.last_on
  GROUP BY s.actor, s.condition
)
SELECT
  s.actor, min(s.actor_name) AS actor_name, s.condition, s.state, min(s.published_first) AS since,
  max(s.published_first) AS last_on, any_value(b.state) FILTER (s.condition <> 'other') AS state_before,
  count(DISTINCT s.story_id) AS stories, max(s.confidence) AS confidence,
  arg_max(s.signal_id, (s.published_first, s.article_id, -s.char_start)) AS signal_id,
  arg_max(s.evidence, (s.published_first, s.article_id, -s.char_start)) AS evidence,
  arg_max_null(s.outlet, (s.published_first, s.article_id, -s.char_start)) AS outlet,
  arg_max_null(s.url, (s.published_first, s.article_id, -s.char_start)) AS url,
  list(s.signal_id ORDER BY s.signal_id) AS signal_ids
FROM said AS s
JOIN latest AS l ON l.actor = s.actor AND l.condition = s.condition AND l.state = s.state
LEFT JOIN before AS b ON b.actor = s.actor AND b.condition = s.condition
WHERE b.last_on IS NULL OR s.published_first > b.last_on
GROUP BY s.actor, s.condition, s.state
ORDER BY s.actor, s.condition
