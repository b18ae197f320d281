-- Net stance, defined once: per actor and story (positive - negative) / (positive + negative) over counted signals;
-- a week's net is the mean over its stories, from -1 to +1.

CREATE OR REPLACE MACRO story_stance_as_of(ts) AS TABLE
SELECT week_start, iso_week, actor, actor_name, story_id, story_net AS net
FROM signal_rows_as_of(ts)
WHERE story_net IS NOT NULL;
COMMENT ON MACRO TABLE story_stance_as_of IS 'Net stance of each actor in each story at a moment.';

CREATE OR REPLACE MACRO weekly_stance_as_of(ts) AS TABLE
SELECT
  week_start, iso_week, actor, actor_name,
  count(*) FILTER (direction > 0) AS positive,
  count(*) FILTER (direction < 0) AS negative,
  avg(story_net) AS net,
  count(story_net) AS stories
FROM signal_rows_as_of(ts)
WHERE counted
GROUP BY ALL;
COMMENT ON MACRO TABLE weekly_stance_as_of IS 'The view weekly_stance as it was at a moment.';

CREATE OR REPLACE VIEW weekly_stance AS FROM weekly_stance_as_of('infinity'::TIMESTAMPTZ);
COMMENT ON VIEW weekly_stance IS 'Net stance of each actor, week by week. Few stories: read the stories, not the number.';
COMMENT ON COLUMN weekly_stance.week_start IS 'Monday of the week.';
COMMENT ON COLUMN weekly_stance.iso_week IS 'The week, such as 2022-W51.';
COMMENT ON COLUMN weekly_stance.actor IS 'Party id.';
COMMENT ON COLUMN weekly_stance.actor_name IS 'The party''s name.';
COMMENT ON COLUMN weekly_stance.positive IS 'Counted signals towards a settlement.';
COMMENT ON COLUMN weekly_stance.negative IS 'Counted signals away from one.';
COMMENT ON COLUMN weekly_stance.net IS 'Mean over the stories of (positive - negative) / (positive + negative), from -1 to +1.';
COMMENT ON COLUMN weekly_stance.stories IS 'Number of independent stories.';
