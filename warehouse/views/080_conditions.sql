-- The condition board: how each actor last stood to each condition, by its counted signals. What an actor demands or
-- threatens over is demanded; what it concedes, agrees to or endorses is accepted; what it rejects or breaks off over is
-- refused; what it ties an offer, readiness or talks to is open. Its doubts and its mediation say nothing of where it stands.

CREATE OR REPLACE MACRO condition_state(signal_type) AS
CASE
  WHEN signal_type IN ('demand', 'threat', 'appeal') THEN 'demanded'
  WHEN signal_type IN ('concession', 'agreement', 'endorse') THEN 'accepted'
  WHEN signal_type IN ('reject', 'suspend') THEN 'refused'
  WHEN signal_type IN ('offer', 'willing', 'talks') THEN 'open'
END;
COMMENT ON MACRO condition_state IS 'How a signal of this type stands to what it is tied to; NULL: it does not say (doubt, mediate).';

CREATE OR REPLACE MACRO condition_board_as_of(ts) AS TABLE
WITH said AS (
  SELECT
    actor, unnest(conditions) AS condition, published_first, standing_no, char_start, condition_state(signal_type) AS state
  FROM signal_rows_as_of(ts)
  WHERE counted AND len(conditions) > 0 AND condition_state(signal_type) IS NOT NULL
),
stood AS (
  SELECT
    actor, condition, state, count(*) AS signals, min(published_first) AS first_on, max(published_first) AS last_on
  FROM said
  GROUP BY actor, condition, state
),
-- Of several states on the last day the firmest is told.
latest AS (
  SELECT
    actor, condition, max(last_on) AS last_on, min(first_on) AS first_on, sum(signals)::BIGINT AS signals,
    arg_max(state, (last_on, list_position(['open', 'accepted', 'demanded', 'refused'], state))) AS state
  FROM stood
  GROUP BY actor, condition
),
before AS (
  SELECT l.actor, l.condition, max(s.last_on) AS last_on, arg_max(s.state, s.last_on) AS state
  FROM latest AS l
  JOIN stood AS s ON s.actor = l.actor AND s.condition = l.condition AND s.state <> l.state AND s.last_on < l.last_on
  GROUP BY l.actor, l.condition
),
settled AS (
  SELECT
    s.actor, s.condition, min(s.published_first) AS since,
    max({'no': s.standing_no, 'at': s.char_start}) FILTER (s.published_first = l.last_on) AS place
  FROM said AS s
  JOIN latest AS l ON l.actor = s.actor AND l.condition = s.condition AND l.state = s.state
  LEFT JOIN before AS b ON b.actor = s.actor AND b.condition = s.condition
  WHERE b.last_on IS NULL OR s.published_first > b.last_on
  GROUP BY s.actor, s.condition
),
told AS (
  SELECT actor, condition, count(DISTINCT standing_no) AS stories FROM said GROUP BY actor, condition
),
last_said AS (
  SELECT
    l.*, e.since, t.stories,
    -- Two that the codebook does not name need not be the same one: neither takes the other's place.
    CASE WHEN l.condition <> 'other' THEN b.state END AS state_before, e.place.no AS standing_no, e.place.at AS char_start
  FROM latest AS l
  JOIN settled AS e ON e.actor = l.actor AND e.condition = l.condition
  JOIN told AS t ON t.actor = l.actor AND t.condition = l.condition
  LEFT JOIN before AS b ON b.actor = l.actor AND b.condition = l.condition
)
SELECT
  l.actor, min(f.actor_name) AS actor_name, l.condition, l.state, l.since, l.state_before, l.first_on, l.last_on,
  min(f.signal_type) AS last_type, arg_min(f.signal_id, (f.signal_type, f.signal_id)) AS last_signal_id,
  arg_min(f.evidence, (f.signal_type, f.signal_id)) AS last_evidence, l.signals, l.stories
FROM last_said AS l
JOIN standing_signal AS f
  ON f.standing_no = l.standing_no AND f.char_start = l.char_start AND f.actor = l.actor
  AND f.counted AND list_contains(f.conditions, l.condition) AND condition_state(f.signal_type) = l.state
GROUP BY ALL;
COMMENT ON MACRO TABLE condition_board_as_of IS 'The view condition_board as it was at a moment.';

CREATE OR REPLACE VIEW condition_board AS FROM condition_board_as_of('infinity'::TIMESTAMPTZ);
COMMENT ON VIEW condition_board IS 'How each actor last stood to each condition, in its own words and acts, and since when.';
COMMENT ON COLUMN condition_board.actor IS 'Party id.';
COMMENT ON COLUMN condition_board.actor_name IS 'The party''s name.';
COMMENT ON COLUMN condition_board.condition IS 'One of the codebook''s conditions.';
COMMENT ON COLUMN condition_board.state IS 'demanded, accepted, refused, or open: tied to an offer, readiness or talks.';
COMMENT ON COLUMN condition_board.since IS 'Since when it has stood so without another word between.';
COMMENT ON COLUMN condition_board.state_before IS 'How it stood before; NULL: this is its first word on it, or it is "other", which may be several.';
COMMENT ON COLUMN condition_board.first_on IS 'Day of its first word on it.';
COMMENT ON COLUMN condition_board.last_on IS 'Day of its last word on it; long ago: it may have dropped it in silence.';
COMMENT ON COLUMN condition_board.last_type IS 'Type of its last signal to that effect.';
COMMENT ON COLUMN condition_board.last_signal_id IS 'That signal.';
COMMENT ON COLUMN condition_board.last_evidence IS 'Its words.';
COMMENT ON COLUMN condition_board.signals IS 'Signals of the actor on this condition, without doubts and mediation.';
COMMENT ON COLUMN condition_board.stories IS 'Stories that tell them.';
