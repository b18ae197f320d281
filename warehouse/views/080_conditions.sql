-- The condition board: how each actor last stood to each condition, by its own words and acts. What an actor demands or
-- threatens over is demanded; what it concedes, agrees to or endorses is accepted; what it rejects or breaks off over is
-- refused; what it ties an offer, readiness or talks to is open.

CREATE OR REPLACE MACRO condition_board_as_of(ts) AS TABLE
WITH said AS (
  SELECT
    actor, unnest(conditions) AS condition, published_first, standing_no, char_start,
    CASE
      WHEN signal_type IN ('demand', 'threat', 'appeal') THEN 'demanded'
      WHEN signal_type IN ('concession', 'agreement', 'endorse') THEN 'accepted'
      WHEN signal_type IN ('reject', 'suspend') THEN 'refused'
      ELSE 'open'
    END AS state
  FROM signal_rows_as_of(ts)
  WHERE counted AND len(conditions) > 0
),
day AS (
  SELECT actor, condition, published_first, state, count(*) AS signals, max({'no': standing_no, 'at': char_start}) AS place
  FROM said
  GROUP BY ALL
),
-- Of several states on one day the most frequent is the day's; of equal ones the firmest.
settled AS (
  SELECT
    actor, condition, published_first,
    arg_max({'state': state, 'no': place.no, 'at': place.at}, (signals, list_position(['open', 'accepted', 'demanded', 'refused'], state))) AS won
  FROM day
  GROUP BY actor, condition, published_first
),
latest AS (
  SELECT actor, condition, max(published_first) AS last_on, arg_max(won, published_first) AS won
  FROM settled
  GROUP BY actor, condition
),
other AS (
  SELECT s.actor, s.condition, max(s.published_first) AS last_other, arg_max(s.won.state, s.published_first) AS state_before
  FROM settled AS s
  JOIN latest AS l ON l.actor = s.actor AND l.condition = s.condition AND l.won.state <> s.won.state
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
  SELECT actor, condition, count(*) AS signals, count(DISTINCT standing_no) AS stories, min(published_first) AS first_on
  FROM said
  GROUP BY actor, condition
),
last_said AS (
  SELECT l.*, l.won.no AS standing_no, l.won.at AS char_start FROM latest AS l
)
SELECT
  l.actor, any_value(f.actor_name) AS actor_name, l.condition, any_value(l.won.state) AS state, any_value(e.since) AS since,
  any_value(e.state_before) AS state_before, any_value(t.first_on) AS first_on, any_value(l.last_on) AS last_on,
  min(f.signal_type) AS last_type, arg_min(f.signal_id, f.signal_type) AS last_signal_id,
  arg_min(f.evidence, f.signal_type) AS last_evidence, any_value(t.signals) AS signals, any_value(t.stories) AS stories
FROM last_said AS l
JOIN since AS e ON e.actor = l.actor AND e.condition = l.condition
JOIN told AS t ON t.actor = l.actor AND t.condition = l.condition
JOIN standing_signal AS f
  ON f.standing_no = l.standing_no AND f.char_start = l.char_start AND f.actor = l.actor AND f.is_shown
  AND list_contains(f.conditions, l.condition)
GROUP BY l.actor, l.condition;
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
