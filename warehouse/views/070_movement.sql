-- Who moved: an actor's week beside the four weeks before it. With fewer than three stories on either side no movement is
-- claimed.

CREATE OR REPLACE MACRO position_changes_as_of(ts) AS TABLE
WITH week AS (
  SELECT
    week_start, iso_week, actor, actor_name, avg(story_net) AS net, count(story_net) AS stories, sum(story_net) AS net_sum,
    count(*) FILTER (direction > 0) AS positive, count(*) FILTER (direction < 0) AS negative
  FROM signal_rows_as_of(ts)
  WHERE counted
  GROUP BY ALL
),
compared AS (
  SELECT
    *,
    sum(net_sum) OVER before AS before_sum,
    coalesce(sum(stories) OVER before, 0)::BIGINT AS stories_before
  FROM week
  WINDOW before AS (
    PARTITION BY actor ORDER BY week_start RANGE BETWEEN INTERVAL 28 DAY PRECEDING AND INTERVAL 7 DAY PRECEDING
  )
),
first_time AS (
  SELECT actor, signal_type, min(week_start) AS week_start
  FROM signal_rows_as_of(ts)
  WHERE counted
  GROUP BY actor, signal_type
),
first_types AS (
  SELECT actor, week_start, list(signal_type ORDER BY signal_type) AS types FROM first_time GROUP BY actor, week_start
)
SELECT
  c.week_start, c.iso_week, c.actor, c.actor_name,
  c.net, c.stories, c.before_sum / c.stories_before AS net_before, c.stories_before,
  c.net - c.before_sum / c.stories_before AS change,
  CASE
    WHEN least(c.stories, c.stories_before) < 3 THEN 'too few'
    WHEN change >= 0.25 THEN 'towards'
    WHEN change <= -0.25 THEN 'away'
    ELSE 'steady'
  END AS verdict,
  c.positive, c.negative, coalesce(f.types, []) AS first_types
FROM compared AS c
LEFT JOIN first_types AS f ON f.actor = c.actor AND f.week_start = c.week_start;
COMMENT ON MACRO TABLE position_changes_as_of IS 'The view position_changes as it was at a moment.';

CREATE OR REPLACE VIEW position_changes AS FROM position_changes_as_of('infinity'::TIMESTAMPTZ);
COMMENT ON VIEW position_changes IS 'Who moved: net stance of each actor in a week against the mean over the stories of the four weeks before it.';
COMMENT ON COLUMN position_changes.week_start IS 'Monday of the week.';
COMMENT ON COLUMN position_changes.iso_week IS 'The week, such as 2022-W51.';
COMMENT ON COLUMN position_changes.actor IS 'Party id.';
COMMENT ON COLUMN position_changes.actor_name IS 'The party''s name.';
COMMENT ON COLUMN position_changes.net IS 'Net stance of the week, from -1 to +1.';
COMMENT ON COLUMN position_changes.stories IS 'Stories of the week.';
COMMENT ON COLUMN position_changes.net_before IS 'Net stance over the stories of the four weeks before; NULL: none.';
COMMENT ON COLUMN position_changes.stories_before IS 'Stories of the four weeks before.';
COMMENT ON COLUMN position_changes.change IS 'net - net_before.';
COMMENT ON COLUMN position_changes.verdict IS 'towards or away (by at least 0.25), steady, or too few: fewer than three stories in the week or before it.';
COMMENT ON COLUMN position_changes.positive IS 'Counted signals of the week towards a settlement.';
COMMENT ON COLUMN position_changes.negative IS 'Counted signals of the week away from one.';
COMMENT ON COLUMN position_changes.first_types IS 'Signal types that the actor gave in this week for the first time on record.';

-- How long an offer waits for its first rejection or doubt: by the party addressed, or by anybody about the one who offers.
CREATE OR REPLACE MACRO latency_since_as_of(ts, since) AS TABLE
WITH offer AS (
  SELECT
    actor, any_value(actor_name) AS actor_name, target, any_value(target_name) AS target_name, published_first AS offer_on,
    min(signal_id) AS offer_signal_id, arg_min(evidence, signal_id) AS offer_evidence, count(story_net) AS offer_stories
  FROM signal_rows_as_of(ts)
  WHERE signal_type = 'offer' AND counted AND published_first >= since
  GROUP BY actor, target, published_first
),
answer AS (
  SELECT
    actor, any_value(actor_name) AS actor_name, target, signal_type, published_first AS answer_on,
    min(signal_id) AS answer_signal_id, arg_min(evidence, signal_id) AS answer_evidence
  FROM signal_rows_as_of(ts)
  WHERE signal_type IN ('reject', 'doubt') AND timing = 'current' AND voice IN ('own', 'narrated')
    AND NOT is_headline AND dating = 'within' AND is_lead AND actor NOT IN ('author', 'analyst')
    AND published_first >= since
  GROUP BY actor, target, signal_type, published_first
),
-- Of several on one day a rejection comes before a doubt.
of_actor AS (
  SELECT actor, answer_on, arg_min(a, (signal_type <> 'reject', answer_signal_id)) AS a FROM answer AS a GROUP BY actor, answer_on
),
about AS (
  SELECT target, answer_on, arg_min(a, (signal_type <> 'reject', answer_signal_id)) AS a
  FROM answer AS a
  WHERE actor <> target
  GROUP BY target, answer_on
),
-- An offer is answered by the party addressed, or by any other about the one who offers, whichever comes first.
answered AS (
  SELECT
    o.*,
    CASE WHEN b.answer_on IS NULL OR t.answer_on <= b.answer_on THEN coalesce(t.a, b.a) ELSE b.a END AS a
  FROM offer AS o
  ASOF LEFT JOIN of_actor AS t ON t.actor = nullif(o.target, o.actor) AND t.answer_on >= o.offer_on
  ASOF LEFT JOIN about AS b ON b.target = o.actor AND b.answer_on >= o.offer_on
)
SELECT
  offer_signal_id, offer_on, strftime(offer_on, '%G-W%V') AS iso_week, actor, actor_name, target, target_name,
  offer_evidence, offer_stories,
  a.answer_signal_id, a.answer_on, a.actor AS answerer, a.actor_name AS answerer_name, a.signal_type AS answer_type,
  a.answer_evidence, a.answer_on - offer_on AS days
FROM answered;
COMMENT ON MACRO TABLE latency_since_as_of IS 'The view latency as it was at a moment, for offers of a day and later: quicker than all.';

CREATE OR REPLACE MACRO latency_as_of(ts) AS TABLE FROM latency_since_as_of(ts, '-infinity'::DATE);
COMMENT ON MACRO TABLE latency_as_of IS 'The view latency as it was at a moment.';

CREATE OR REPLACE VIEW latency AS FROM latency_as_of('infinity'::TIMESTAMPTZ);
COMMENT ON VIEW latency IS 'Days from an offer to the first rejection or doubt by the party addressed, or by any other about the one who offers. One row an actor, target and day; the least number of days is 0.';
COMMENT ON COLUMN latency.offer_signal_id IS 'The offer; of several on one day to one target, one.';
COMMENT ON COLUMN latency.offer_on IS 'First day on which the offer''s article can have been published.';
COMMENT ON COLUMN latency.iso_week IS 'Its week.';
COMMENT ON COLUMN latency.actor IS 'Who offers.';
COMMENT ON COLUMN latency.actor_name IS 'Its name.';
COMMENT ON COLUMN latency.target IS 'Whom; NULL: nobody named.';
COMMENT ON COLUMN latency.target_name IS 'Its name.';
COMMENT ON COLUMN latency.offer_evidence IS 'The words of the offer.';
COMMENT ON COLUMN latency.offer_stories IS 'Stories whose first counted signal by the actor is such an offer.';
COMMENT ON COLUMN latency.answer_signal_id IS 'The first rejection or doubt on that day or later; NULL: none yet.';
COMMENT ON COLUMN latency.answer_on IS 'Its day.';
COMMENT ON COLUMN latency.answerer IS 'Whose it is.';
COMMENT ON COLUMN latency.answerer_name IS 'Its name.';
COMMENT ON COLUMN latency.answer_type IS 'reject or doubt.';
COMMENT ON COLUMN latency.answer_evidence IS 'Its words.';
COMMENT ON COLUMN latency.days IS 'Days between the two; NULL: no answer yet.';
