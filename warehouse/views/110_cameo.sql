-- Signals as events that join GDELT's and other CAMEO-coded data (docs/decisions/0008). CAMEO has no code for a precondition
-- nor for insincerity: demand and doubt are mapped to the nearest. Goldstein values are those of the published scale.

CREATE OR REPLACE VIEW cameo_codes AS
SELECT
  signal_type, event_code, event_name, goldstein,
  CASE WHEN left(event_code, 2) < '06' THEN 1 WHEN left(event_code, 2) < '09' THEN 2 WHEN left(event_code, 2) < '14' THEN 3 ELSE 4 END AS quad_class
FROM (VALUES
  ('agreement', '057', 'Sign formal agreement', 8.0::DOUBLE),
  ('talks', '046', 'Engage in negotiation', 7.0),
  ('concession', '080', 'Yield, not specified', 5.0),
  ('offer', '036', 'Express intent to meet or negotiate', 4.0),
  ('willing', '030', 'Express intent to cooperate, not specified', 4.0),
  ('mediate', '039', 'Express intent to mediate', 5.0),
  ('endorse', '051', 'Praise or endorse', 3.4),
  ('appeal', '026', 'Appeal to others to meet or negotiate', 4.0),
  ('demand', '100', 'Demand, not specified', -5.0),
  ('doubt', '112', 'Accuse, not specified', -2.0),
  ('reject', '120', 'Reject, not specified', -4.0),
  ('suspend', '164', 'Halt negotiations', -7.0),
  ('threat', '130', 'Threaten, not specified', -4.4)
) AS t (signal_type, event_code, event_name, goldstein);
COMMENT ON VIEW cameo_codes IS 'The CAMEO event that each signal type is shown as in events_cameo.';
COMMENT ON COLUMN cameo_codes.signal_type IS 'One of the codebook''s thirteen types.';
COMMENT ON COLUMN cameo_codes.event_code IS 'CAMEO event code.';
COMMENT ON COLUMN cameo_codes.event_name IS 'CAMEO''s name for it.';
COMMENT ON COLUMN cameo_codes.goldstein IS 'Value of that code on the Goldstein scale as published with CAMEO, from -10 to +10.';
COMMENT ON COLUMN cameo_codes.quad_class IS 'GDELT''s class of the code: 1 verbal and 2 material cooperation, 3 verbal and 4 material conflict.';

-- International organisations as CAMEO writes them; states are ISO 3166 alpha-3 in both.
CREATE OR REPLACE MACRO cameo_actor(party) AS
CASE party WHEN 'UN' THEN 'IGOUNO' WHEN 'EU' THEN 'IGOEUREEC' WHEN 'NATO' THEN 'IGOWSTNAT' WHEN 'WEST' THEN 'WST' ELSE party END;
COMMENT ON MACRO cameo_actor IS 'A party id as CAMEO writes it.';

CREATE OR REPLACE MACRO events_cameo_as_of(ts) AS TABLE
WITH event AS (
  SELECT
    iso_week, published_first, year(published_first) * 10000 + month(published_first) * 100 + day(published_first) AS day_number,
    actor, any_value(actor_name) AS actor_name, target, any_value(target_name) AS target_name, signal_type,
    count(*) AS mentions, count(DISTINCT outlet) AS sources, count(DISTINCT standing_no) AS articles,
    min(committed_at) AS added_at, min(signal_id) AS signal_id, min(url) AS url
  FROM signal_rows_as_of(ts)
  WHERE timing = 'current' AND dating = 'within' AND published_first = published_last AND actor NOT IN ('author', 'analyst')
  GROUP BY iso_week, published_first, day_number, actor, target, signal_type
)
SELECT
  ('0x' || left(md5(concat_ws(' ', e.published_first, e.actor, coalesce(e.target, '-'), e.signal_type)), 15))::BIGINT AS GLOBALEVENTID,
  e.day_number AS SQLDATE,
  e.day_number // 100 AS MonthYear,
  e.day_number // 10000 AS Year,
  round(year(e.published_first) + (dayofyear(e.published_first) - 1) / 365.0, 4) AS FractionDate,
  cameo_actor(e.actor) AS Actor1Code,
  e.actor_name AS Actor1Name,
  CASE WHEN cameo_actor(e.actor) = e.actor AND length(e.actor) = 3 THEN e.actor END AS Actor1CountryCode,
  cameo_actor(e.target) AS Actor2Code,
  e.target_name AS Actor2Name,
  CASE WHEN cameo_actor(e.target) = e.target AND length(e.target) = 3 THEN e.target END AS Actor2CountryCode,
  c.event_code AS EventCode,
  c.event_code AS EventBaseCode,
  left(c.event_code, 2) AS EventRootCode,
  c.quad_class AS QuadClass,
  c.goldstein AS GoldsteinScale,
  e.mentions AS NumMentions,
  e.sources AS NumSources,
  e.articles AS NumArticles,
  NULL::DOUBLE AS AvgTone,
  strftime(e.added_at, '%Y%m%d')::INTEGER AS DATEADDED,
  e.url AS SOURCEURL,
  e.signal_type, e.signal_id, e.iso_week
FROM event AS e
JOIN cameo_codes AS c ON c.signal_type = e.signal_type;
COMMENT ON MACRO TABLE events_cameo_as_of IS 'The view events_cameo as it was at a moment.';

CREATE OR REPLACE VIEW events_cameo AS FROM events_cameo_as_of('infinity'::TIMESTAMPTZ);
COMMENT ON VIEW events_cameo IS 'Signals as events under GDELT''s column names: one row a day, actor, target and type, of articles dated to the day. History retold, authors and analysts are left out.';
COMMENT ON COLUMN events_cameo.GLOBALEVENTID IS 'Number of the event: a hash of day, actors and type. It is parley''s own and in no other data set.';
COMMENT ON COLUMN events_cameo.SQLDATE IS 'Day of publication as YYYYMMDD.';
COMMENT ON COLUMN events_cameo.MonthYear IS 'Its month as YYYYMM.';
COMMENT ON COLUMN events_cameo.Year IS 'Its year.';
COMMENT ON COLUMN events_cameo.FractionDate IS 'The year with the share of it that had passed.';
COMMENT ON COLUMN events_cameo.Actor1Code IS 'CAMEO code of the actor; other armed parties keep parley''s short ids.';
COMMENT ON COLUMN events_cameo.Actor1Name IS 'Its name.';
COMMENT ON COLUMN events_cameo.Actor1CountryCode IS 'ISO 3166 alpha-3, where the actor is a state.';
COMMENT ON COLUMN events_cameo.Actor2Code IS 'CAMEO code of the target; NULL: none named.';
COMMENT ON COLUMN events_cameo.Actor2Name IS 'Its name.';
COMMENT ON COLUMN events_cameo.Actor2CountryCode IS 'ISO 3166 alpha-3, where the target is a state.';
COMMENT ON COLUMN events_cameo.EventCode IS 'CAMEO event code, as cameo_codes gives it for the signal type.';
COMMENT ON COLUMN events_cameo.EventBaseCode IS 'Its three-digit code.';
COMMENT ON COLUMN events_cameo.EventRootCode IS 'Its two-digit code.';
COMMENT ON COLUMN events_cameo.QuadClass IS '1 verbal and 2 material cooperation, 3 verbal and 4 material conflict.';
COMMENT ON COLUMN events_cameo.GoldsteinScale IS 'Value of the code on the Goldstein scale, from -10 to +10.';
COMMENT ON COLUMN events_cameo.NumMentions IS 'Signals, reprints included.';
COMMENT ON COLUMN events_cameo.NumSources IS 'Different known outlets.';
COMMENT ON COLUMN events_cameo.NumArticles IS 'Articles, reprints included.';
COMMENT ON COLUMN events_cameo.AvgTone IS 'Always NULL: parley measures no tone.';
COMMENT ON COLUMN events_cameo.DATEADDED IS 'Day on which it was stored first, as YYYYMMDD.';
COMMENT ON COLUMN events_cameo.SOURCEURL IS 'Address of an article that tells it; NULL: none known.';
COMMENT ON COLUMN events_cameo.signal_type IS 'The signal type.';
COMMENT ON COLUMN events_cameo.signal_id IS 'One of its signals: why(signal_id) leads to the words.';
COMMENT ON COLUMN events_cameo.iso_week IS 'ISO week of the day: quicker to ask by than SQLDATE.';
