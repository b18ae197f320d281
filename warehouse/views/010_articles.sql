-- What is in force at a moment: the standings since then or earlier that had not ended by then.

CREATE OR REPLACE MACRO ended_as_of(ts) AS TABLE
SELECT standing_no FROM standing_ended WHERE ended_at <= ts;
COMMENT ON MACRO TABLE ended_as_of IS 'The standings that held no longer at a moment.';

CREATE OR REPLACE MACRO standings_as_of(ts) AS TABLE
SELECT s.*
FROM standing AS s
ANTI JOIN ended_as_of(ts) AS e ON e.standing_no = s.standing_no
WHERE s.since <= ts;
COMMENT ON MACRO TABLE standings_as_of IS 'The view articles at a moment, without the texts.';

CREATE OR REPLACE MACRO codings_as_of(ts) AS TABLE
SELECT coding_id, article_id, version_id, ruleset, run_id, committed_at FROM standings_as_of(ts);
COMMENT ON MACRO TABLE codings_as_of IS 'The coding in force of each article at a moment: the newest committed by then.';

-- An article enters trends only where its dates lie within one ISO week; otherwise it shows under the first it touches.
-- Of a story's copies the lead is the earliest of those dated within a week. Texts lie in the order of dates: joined by date
-- as well as by id, those of other weeks are not read. That the undated have no week is said as constants, so that DuckDB
-- leaves them out unread where a week is asked for.
CREATE OR REPLACE MACRO articles_as_of(ts) AS TABLE
SELECT
  s.article_id, s.title, s.outlet, s.authors, s.article_kind,
  s.iso_week, s.dating, s.week_start, s.published_first, s.published_last, s.date_precision, s.date_basis, s.date_note,
  s.url, s.origin, s.flags, s.language, s.country, s.ownership, v.text,
  s.story_id, s.is_lead, s.version_id, s.coding_id, s.ruleset, s.run_id, s.committed_at
FROM standings_as_of(ts) AS s
JOIN article_version AS v ON v.version_id = s.version_id AND v.published_first = s.published_first
UNION ALL BY NAME
SELECT
  s.* EXCLUDE (standing_no, since, since_run_id, signals, text_length) REPLACE (
    'undated' AS dating, NULL::VARCHAR AS iso_week, NULL::DATE AS week_start, NULL::DATE AS published_first,
    NULL::DATE AS published_last
  ),
  v.text
FROM (FROM standings_as_of(ts) WHERE published_first IS NULL) AS s
JOIN article_version AS v ON v.version_id = s.version_id AND v.published_first IS NULL;
COMMENT ON MACRO TABLE articles_as_of IS 'The view articles as it was at a moment: FROM articles_as_of(TIMESTAMPTZ ''2024-06-01 00:00:00Z'').';

CREATE OR REPLACE VIEW articles AS FROM articles_as_of('infinity'::TIMESTAMPTZ);
COMMENT ON VIEW articles IS 'One row an article, in the version now in force.';
COMMENT ON COLUMN articles.article_id IS 'The article.';
COMMENT ON COLUMN articles.title IS 'Title; NULL where it has none.';
COMMENT ON COLUMN articles.outlet IS 'Where it appeared; NULL where unknown.';
COMMENT ON COLUMN articles.authors IS 'Authors as named.';
COMMENT ON COLUMN articles.article_kind IS 'news, opinion, feature, interview or unknown.';
COMMENT ON COLUMN articles.iso_week IS 'ISO week of published_first, such as 2022-W51; NULL: undated.';
COMMENT ON COLUMN articles.dating IS 'within: dated within one ISO week; imprecise: not; undated.';
COMMENT ON COLUMN articles.week_start IS 'Monday of iso_week.';
COMMENT ON COLUMN articles.published_first IS 'First day on which it can have been published.';
COMMENT ON COLUMN articles.published_last IS 'Last such day.';
COMMENT ON COLUMN articles.date_precision IS 'day, week or interval.';
COMMENT ON COLUMN articles.date_basis IS 'printed, page, feed or inferred.';
COMMENT ON COLUMN articles.date_note IS 'How the date was inferred.';
COMMENT ON COLUMN articles.url IS 'Address, where it has one.';
COMMENT ON COLUMN articles.origin IS 'File name or address it came from.';
COMMENT ON COLUMN articles.flags IS 'What was odd about it.';
COMMENT ON COLUMN articles.language IS 'ISO 639-1.';
COMMENT ON COLUMN articles.country IS 'ISO 3166 alpha-3 of the outlet.';
COMMENT ON COLUMN articles.ownership IS 'private, public, state, ngo or individual.';
COMMENT ON COLUMN articles.text IS 'The text as coded.';
COMMENT ON COLUMN articles.story_id IS 'What it tells; reprints share it.';
COMMENT ON COLUMN articles.is_lead IS 'Whether this is the copy of its story that counts.';
COMMENT ON COLUMN articles.version_id IS 'The version in force.';
COMMENT ON COLUMN articles.coding_id IS 'The coding in force.';
COMMENT ON COLUMN articles.ruleset IS 'Version of the tagger''s rules.';
COMMENT ON COLUMN articles.run_id IS 'The run that put it in force.';
COMMENT ON COLUMN articles.committed_at IS 'When that was (UTC).';
