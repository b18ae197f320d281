-- Who carries what: independent confirmation, copies, headlines against bodies.

CREATE OR REPLACE MACRO corroboration_as_of(ts) AS TABLE
SELECT
  week_start, iso_week, actor, actor_name, signal_type, direction, target, target_name,
  count(DISTINCT story_id) AS stories,
  count(DISTINCT standing_no) AS articles,
  count(DISTINCT outlet) AS outlets,
  count(DISTINCT ownership) AS ownerships,
  count(DISTINCT standing_no) FILTER (ownership IS NULL) AS unknown_owners,
  count(DISTINCT country) AS countries,
  list_sort(list_distinct(list(ownership))) AS ownership_list,
  list_sort(list_distinct(list(voice))) AS voices,
  min(published_first) AS first_on,
  max(published_first) AS last_on,
  arg_max(signal_id, (coalesce(confidence, 1), signal_id)) AS signal_id,
  CASE
    WHEN stories < 2 THEN 'one story'
    WHEN count(DISTINCT outlet) FILTER (is_lead) < 2 THEN 'several stories'
    WHEN count(DISTINCT ownership) FILTER (is_lead) < 2 THEN 'across outlets'
    ELSE 'across owners'
  END AS verdict
FROM signal_rows_as_of(ts)
WHERE timing = 'current' AND NOT is_headline AND dating = 'within' AND actor NOT IN ('author', 'analyst')
GROUP BY week_start, iso_week, actor, actor_name, signal_type, direction, target, target_name;
COMMENT ON MACRO TABLE corroboration_as_of IS 'The view corroboration as it was at a moment.';

CREATE OR REPLACE VIEW corroboration AS FROM corroboration_as_of('infinity'::TIMESTAMPTZ);
COMMENT ON VIEW corroboration IS 'By how many independent stories, outlets and kinds of owner a week''s claim (actor, type, target) is carried.';
COMMENT ON COLUMN corroboration.week_start IS 'Monday of the week.';
COMMENT ON COLUMN corroboration.iso_week IS 'The week, such as 2022-W51.';
COMMENT ON COLUMN corroboration.actor IS 'Whose act or stance: party id.';
COMMENT ON COLUMN corroboration.actor_name IS 'Its name.';
COMMENT ON COLUMN corroboration.signal_type IS 'One of the codebook''s thirteen types.';
COMMENT ON COLUMN corroboration.direction IS '+1 towards a settlement, -1 away from one.';
COMMENT ON COLUMN corroboration.target IS 'Party addressed or spoken about; NULL: none named.';
COMMENT ON COLUMN corroboration.target_name IS 'Its name.';
COMMENT ON COLUMN corroboration.stories IS 'Independent stories; reprints share one.';
COMMENT ON COLUMN corroboration.articles IS 'Articles, reprints included.';
COMMENT ON COLUMN corroboration.outlets IS 'Different known outlets.';
COMMENT ON COLUMN corroboration.ownerships IS 'Different known kinds of owner.';
COMMENT ON COLUMN corroboration.unknown_owners IS 'Articles of whose outlet the kind of owner is not known.';
COMMENT ON COLUMN corroboration.countries IS 'Different countries of outlets.';
COMMENT ON COLUMN corroboration.ownership_list IS 'The known kinds of owner.';
COMMENT ON COLUMN corroboration.voices IS 'In whose voices it reaches the reader.';
COMMENT ON COLUMN corroboration.first_on IS 'First day.';
COMMENT ON COLUMN corroboration.last_on IS 'Last day.';
COMMENT ON COLUMN corroboration.signal_id IS 'The surest of its signals; an analyst''s is sure.';
COMMENT ON COLUMN corroboration.verdict IS 'one story, several stories, across outlets (at least two first told one of them), or across owners (of at least two kinds). Who copied does not confirm.';

CREATE OR REPLACE MACRO echo_as_of(ts) AS TABLE
WITH copy AS (
  SELECT
    story_id, count(*) AS copies, max(published_first) AS last_on,
    list(outlet) AS outlets, list(country) AS countries, list(ownership) AS ownerships,
    count(*) FILTER (ownership IS NULL) AS unknown_owners
  FROM standings_as_of(ts)
  WHERE NOT is_lead
  GROUP BY story_id
)
SELECT
  s.story_id, s.week_start, s.iso_week, s.title,
  1 + coalesce(c.copies, 0) AS copies,
  CASE WHEN c.copies > 0 THEN len(list_distinct(list_append(c.outlets, s.outlet))) ELSE (s.outlet IS NOT NULL)::BIGINT END
    AS outlets,
  CASE WHEN c.copies > 0 THEN len(list_distinct(list_append(c.countries, s.country))) ELSE (s.country IS NOT NULL)::BIGINT END
    AS countries,
  CASE WHEN c.copies > 0 THEN list_sort(list_distinct(list_append(c.ownerships, s.ownership)))
    WHEN s.ownership IS NULL THEN [] ELSE [s.ownership] END AS ownerships,
  coalesce(c.unknown_owners, 0) + (s.ownership IS NULL)::BIGINT AS unknown_owners,
  s.outlet AS first_mover, s.article_id AS first_article_id,
  s.published_first AS first_on,
  greatest(s.published_first, c.last_on) AS last_on,
  greatest(s.published_first, c.last_on) - s.published_first AS days,
  CASE WHEN c.copies > 0 THEN list_sort(list_distinct(c.outlets)) ELSE [] END AS copied_by,
  s.signals
FROM standings_as_of(ts) AS s
LEFT JOIN copy AS c ON c.story_id = s.story_id
WHERE s.is_lead;
COMMENT ON MACRO TABLE echo_as_of IS 'The view echo as it was at a moment.';

CREATE OR REPLACE VIEW echo AS FROM echo_as_of('infinity'::TIMESTAMPTZ);
COMMENT ON VIEW echo IS 'How far each story was copied: by whom first, by how many, within how many days.';
COMMENT ON COLUMN echo.story_id IS 'The story; copies share it.';
COMMENT ON COLUMN echo.week_start IS 'Monday of its first week; NULL: undated.';
COMMENT ON COLUMN echo.iso_week IS 'That week, such as 2022-W51; NULL: undated.';
COMMENT ON COLUMN echo.title IS 'Title of the first copy.';
COMMENT ON COLUMN echo.copies IS 'Articles that tell it in the same words; 1: nobody copied it.';
COMMENT ON COLUMN echo.outlets IS 'Different known outlets.';
COMMENT ON COLUMN echo.countries IS 'Different countries of outlets.';
COMMENT ON COLUMN echo.ownerships IS 'Known kinds of owner of its outlets.';
COMMENT ON COLUMN echo.unknown_owners IS 'Articles of whose outlet the kind of owner is not known.';
COMMENT ON COLUMN echo.first_mover IS 'Outlet of the first copy: the earliest dated within one week; NULL where unknown.';
COMMENT ON COLUMN echo.first_article_id IS 'The first copy.';
COMMENT ON COLUMN echo.first_on IS 'First day of the first copy.';
COMMENT ON COLUMN echo.last_on IS 'First day of the last copy.';
COMMENT ON COLUMN echo.days IS 'Days between the two.';
COMMENT ON COLUMN echo.copied_by IS 'Known outlets of the other copies.';
COMMENT ON COLUMN echo.signals IS 'Signals in the first copy.';

-- An article's headline beside its body: what the title says of an actor, and what the text below it does.
CREATE OR REPLACE MACRO headline_gap_as_of(ts) AS TABLE
WITH headline AS (
  SELECT
    standing_no, iso_week, any_value(week_start) AS week_start, actor, any_value(actor_name) AS actor_name, any_value(article_id) AS article_id,
    any_value(title) AS title, any_value(outlet) AS outlet, any_value(published_first) AS published_first,
    any_value(story_id) AS story_id, any_value(is_lead) AS is_lead,
    list(signal_type) AS types, avg(direction) AS net, count(*) AS signals
  FROM signal_rows_as_of(ts)
  WHERE timing = 'current' AND is_headline AND dating <> 'undated'
  GROUP BY standing_no, iso_week, actor
),
body AS (
  SELECT standing_no, iso_week, actor, list(signal_type) AS types, avg(direction) AS net, count(*) AS signals
  FROM signal_rows_as_of(ts)
  WHERE timing = 'current' AND NOT is_headline
  GROUP BY standing_no, iso_week, actor
)
SELECT
  h.article_id, h.title, h.outlet, h.iso_week, h.week_start, h.published_first,
  h.actor, h.actor_name,
  list_sort(list_distinct(h.types)) AS headline_types, coalesce(list_sort(list_distinct(b.types)), []) AS body_types,
  h.net AS headline_net, b.net AS body_net, h.net - b.net AS gap,
  h.signals AS headline_signals, coalesce(b.signals, 0) AS body_signals,
  CASE
    WHEN b.signals IS NULL THEN 'headline alone'
    WHEN h.net > 0 AND b.net < 0 THEN 'kinder than the text'
    WHEN h.net < 0 AND b.net > 0 THEN 'harsher than the text'
    ELSE 'in line'
  END AS verdict,
  h.story_id, h.is_lead
FROM headline AS h
LEFT JOIN body AS b ON b.standing_no = h.standing_no AND b.iso_week = h.iso_week AND b.actor = h.actor;
COMMENT ON MACRO TABLE headline_gap_as_of IS 'The view headline_gap as it was at a moment.';

CREATE OR REPLACE VIEW headline_gap AS FROM headline_gap_as_of('infinity'::TIMESTAMPTZ);
COMMENT ON VIEW headline_gap IS 'Title against body: for each dated article and actor named in a title''s signal, what the title says and what the text says.';
COMMENT ON COLUMN headline_gap.article_id IS 'The article.';
COMMENT ON COLUMN headline_gap.title IS 'Its title.';
COMMENT ON COLUMN headline_gap.outlet IS 'Where it appeared; NULL where unknown.';
COMMENT ON COLUMN headline_gap.iso_week IS 'Its week, such as 2022-W51.';
COMMENT ON COLUMN headline_gap.week_start IS 'Monday of the week.';
COMMENT ON COLUMN headline_gap.published_first IS 'First day on which it can have been published.';
COMMENT ON COLUMN headline_gap.actor IS 'Whose stance: party id, author or analyst.';
COMMENT ON COLUMN headline_gap.actor_name IS 'Its name.';
COMMENT ON COLUMN headline_gap.headline_types IS 'Types of the title''s signals.';
COMMENT ON COLUMN headline_gap.body_types IS 'Types of the text''s signals.';
COMMENT ON COLUMN headline_gap.headline_net IS 'Mean direction of the title''s current signals, from -1 to +1.';
COMMENT ON COLUMN headline_gap.body_net IS 'Mean direction of the text''s; NULL: none.';
COMMENT ON COLUMN headline_gap.gap IS 'headline_net - body_net: above 0 the title is kinder than the text.';
COMMENT ON COLUMN headline_gap.headline_signals IS 'Current signals in the title.';
COMMENT ON COLUMN headline_gap.body_signals IS 'Current signals in the text.';
COMMENT ON COLUMN headline_gap.verdict IS 'in line, kinder than the text, harsher than the text, or headline alone: the text has no such signal.';
COMMENT ON COLUMN headline_gap.story_id IS 'What the article tells; reprints share it.';
COMMENT ON COLUMN headline_gap.is_lead IS 'Whether it is the copy of its story that counts.';
