-- The condition board: how each actor last stood to each condition, by its own words and acts. What an actor demands or
-- threatens over is demanded; what it concedes, agrees to or endorses is accepted; what it rejects or breaks off over is
-- refused; what it ties an offer, readiness or talks to is open.

CREATE OR REPLACE MACRO condition_board_as_of(ts) AS TABLE
WITH said AS (
  SELECT
    actor, actor_name, unnest(conditions) AS condition, published_first, signal_id, signal_type, evidence, story_id,
    CASE
      WHEN signal_type IN ('demand', 'threat', 'appeal') THEN 'demanded'
      WHEN signal_type IN ('concession', 'agreement', 'endorse') THEN 'accepted'
      WHEN signal_type IN ('reject', 'suspend') THEN 'refused'
      ELSE 'open'
    END AS state
  FROM signals_as_of(ts)
  WHERE len(conditions) > 0 AND timing = 'current' AND voice IN ('own', 'narrated') AND is_lead AND dating = 'within'
    AND NOT is_headline
),
day AS (
  SELECT
    actor, actor_name, condition, published_first, state,
    count(*) AS signals,
    max(signal_id) AS signal_id, arg_max(signal_type, signal_id) AS signal_type, arg_max(evidence, signal_id) AS evidence
  FROM said
  GROUP BY ALL
),
-- Of several states on one day the most frequent is the day's; of equal ones the firmest.
settled AS (
  FROM day
  QUALIFY row_number() OVER (
    PARTITION BY actor, condition, published_first
    ORDER BY signals DESC, list_position(['refused', 'demanded', 'accepted', 'open'], state)
  ) = 1
),
latest AS (
  SELECT
    actor, any_value(actor_name) AS actor_name, condition,
    arg_max(state, published_first) AS state, max(published_first) AS last_on,
    arg_max(signal_id, published_first) AS last_signal_id, arg_max(signal_type, published_first) AS last_type,
    arg_max(evidence, published_first) AS last_evidence
  FROM settled
  GROUP BY actor, condition
),
other AS (
  SELECT s.actor, s.condition, max(s.published_first) AS last_other, arg_max(s.state, s.published_first) AS state_before
  FROM settled AS s
  JOIN latest AS l ON l.actor = s.actor AND l.condition = s.condition AND l.state <> s.state
  GROUP BY s.actor, s.condition
),
since AS (
  SELECT s.actor, s.condition, min(s.published_first) AS since, any_value(o.state_before) AS state_before
  FROM settled AS s
  LEFT JOIN other AS o ON o.actor = s.actor AND o.condition = s.condition
  WHERE o.last_other IS NULL OR s.published_first > o.last_other
  GROUP BY s.actor, s.condition
),
told AS (
  SELECT actor, condition, count(*) AS signals, count(DISTINCT story_id) AS stories, min(published_first) AS first_on
  FROM said
  GROUP BY actor, condition
)
SELECT
  l.actor, l.actor_name, l.condition, l.state, e.since, e.state_before, t.first_on, l.last_on, l.last_type, l.last_signal_id,
  l.last_evidence, t.signals, t.stories
FROM latest AS l
JOIN since AS e ON e.actor = l.actor AND e.condition = l.condition
JOIN told AS t ON t.actor = l.actor AND t.condition = l.condition;
COMMENT ON MACRO TABLE condition_board_as_of IS 'The view condition_board as it was at a moment.';

CREATE OR REPLACE VIEW condition_board AS FROM condition_board_as_of('infinity'::TIMESTAMPTZ);
COMMENT ON VIEW condition_board IS 'How each actor last stood to each condition, in its own words and acts, and since when.';
COMMENT ON COLUMN condition_board.actor IS 'Party id.';
COMMENT ON COLUMN condition_board.actor_name IS 'The party''s name.';
COMMENT ON COLUMN condition_board.condition IS 'One of the codebook''s conditions.';
COMMENT ON COLUMN condition_board.state IS 'demanded, accepted, refused, or open: tied to an offer, readiness or talks.';
COMMENT ON COLUMN condition_board.since IS 'Since when it has stood so without another word between.';
COMMENT ON COLUMN condition_board.state_before IS 'How it stood before; NULL: this is its first word on it.';
COMMENT ON COLUMN condition_board.first_on IS 'Day of its first word on it.';
COMMENT ON COLUMN condition_board.last_on IS 'Day of its last word on it; long ago: it may have dropped it in silence.';
COMMENT ON COLUMN condition_board.last_type IS 'Type of the last signal.';
COMMENT ON COLUMN condition_board.last_signal_id IS 'The last signal.';
COMMENT ON COLUMN condition_board.last_evidence IS 'Its words.';
COMMENT ON COLUMN condition_board.signals IS 'Signals of the actor on this condition.';
COMMENT ON COLUMN condition_board.stories IS 'Stories that tell them.';
