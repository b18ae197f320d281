-- Articles as they stand: of each, the version whose coding is in force.

CREATE OR REPLACE MACRO codings_as_of(ts) AS TABLE
SELECT c.coding_id, c.article_id, c.version_id, c.ruleset, c.run_id, r.committed_at
FROM coding AS c
JOIN run AS r ON r.run_id = c.run_id AND r.event = 'completed' AND r.committed_at <= ts
QUALIFY row_number() OVER (PARTITION BY c.article_id ORDER BY r.committed_at DESC) = 1;
COMMENT ON MACRO TABLE codings_as_of IS 'The coding in force of each article at a moment: the newest committed by then.';

-- An article enters trends only where its dates lie within one ISO week; otherwise it shows under the first it touches.
-- Of a story's copies the lead is the earliest of those dated within a week.
CREATE OR REPLACE MACRO articles_as_of(ts) AS TABLE
WITH dated AS (
  SELECT
    c.article_id, c.version_id, c.coding_id, c.ruleset, c.run_id, c.committed_at, m.story_id,
    CASE
      WHEN v.published_first IS NULL THEN 'undated'
      WHEN date_trunc('week', v.published_first) = date_trunc('week', v.published_last) THEN 'within'
      ELSE 'imprecise'
    END AS dating,
    date_trunc('week', v.published_first)::DATE AS week_start,
    strftime(v.published_first, '%G-W%V') AS iso_week,
    v.published_first, v.published_last, v.date_precision, v.date_basis, v.date_note
  FROM codings_as_of(ts) AS c
  JOIN article_version AS v ON v.version_id = c.version_id
  JOIN story_member AS m ON m.version_id = c.version_id
),
led AS (
  SELECT
    *,
    row_number() OVER (
      PARTITION BY story_id ORDER BY dating = 'within' DESC, published_first NULLS LAST, article_id
    ) = 1 AS is_lead
  FROM dated
)
SELECT
  d.article_id, v.title, s.outlet, v.authors, v.article_kind,
  d.iso_week, d.dating, d.week_start, d.published_first, d.published_last, d.date_precision, d.date_basis, d.date_note,
  a.url, a.origin, v.flags, v.language, s.country, s.ownership, v.text,
  d.story_id, d.is_lead, d.version_id, d.coding_id, d.ruleset, d.run_id, d.committed_at
FROM led AS d
JOIN article AS a ON a.article_id = d.article_id
JOIN article_version AS v ON v.version_id = d.version_id
LEFT JOIN source AS s ON s.source_id = v.source_id;
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
