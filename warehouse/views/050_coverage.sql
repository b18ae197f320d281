-- Coverage: what was read, week by week, so that a quiet week and an unread one look different.

CREATE OR REPLACE MACRO coverage_as_of(ts) AS TABLE
SELECT
  a.week_start, a.iso_week,
  count(*) AS articles,
  count(*) FILTER (a.signals > 0) AS with_signals,
  count(*) FILTER (a.dating = 'imprecise') AS imprecise,
  count(*) FILTER (a.date_basis = 'inferred') AS inferred,
  count(*) FILTER (a.article_kind = 'opinion') AS opinion,
  count(DISTINCT a.outlet) AS outlets
FROM standings_as_of(ts) AS a
WHERE a.dating <> 'undated'
GROUP BY ALL;
COMMENT ON MACRO TABLE coverage_as_of IS 'The view coverage as it was at a moment.';

CREATE OR REPLACE VIEW coverage AS FROM coverage_as_of('infinity'::TIMESTAMPTZ);
COMMENT ON VIEW coverage IS 'Articles read, by the first week that their dates touch.';
COMMENT ON COLUMN coverage.week_start IS 'Monday of the week.';
COMMENT ON COLUMN coverage.iso_week IS 'The week, such as 2022-W51.';
COMMENT ON COLUMN coverage.articles IS 'Articles.';
COMMENT ON COLUMN coverage.with_signals IS 'Those with a signal.';
COMMENT ON COLUMN coverage.imprecise IS 'Those not dated within one week.';
COMMENT ON COLUMN coverage.inferred IS 'Those whose date is inferred.';
COMMENT ON COLUMN coverage.opinion IS 'Opinion pieces.';
COMMENT ON COLUMN coverage.outlets IS 'Different known outlets.';
