-- The core tables. Append-only: no UPDATE, no DELETE, and so no keys, indexes, CHECK, ENUM, sequences or generated
-- columns (docs/decisions/0002). Ids are content hashes; loads leave out what is there, checks.sql proves it.

CREATE TABLE schema_migration (
  version INTEGER,
  name VARCHAR,
  sha256 VARCHAR,
  applied_at TIMESTAMPTZ
);
COMMENT ON TABLE schema_migration IS 'One row a migration applied to this file.';
COMMENT ON COLUMN schema_migration.version IS 'Number of the migration file.';
COMMENT ON COLUMN schema_migration.name IS 'Name of the migration file.';
COMMENT ON COLUMN schema_migration.sha256 IS 'SHA-256 of the migration file as applied.';
COMMENT ON COLUMN schema_migration.applied_at IS 'When it was applied (UTC).';

CREATE TABLE view_set (
  sha256 VARCHAR,
  applied_at TIMESTAMPTZ
);
COMMENT ON TABLE view_set IS 'One row each time the views and macros were made anew; the newest row tells which program version''s they are.';
COMMENT ON COLUMN view_set.sha256 IS 'SHA-256 over all view files.';
COMMENT ON COLUMN view_set.applied_at IS 'When they were made (UTC).';

CREATE TABLE run (
  run_id VARCHAR,
  event VARCHAR,
  trigger VARCHAR,
  started_at TIMESTAMPTZ,
  committed_at TIMESTAMPTZ,
  changed BOOLEAN,
  code_version VARCHAR,
  ruleset VARCHAR,
  articles_seen BIGINT,
  versions_added BIGINT,
  codings_added BIGINT,
  signals_added BIGINT,
  rejections_added BIGINT,
  detail VARCHAR
);
COMMENT ON TABLE run IS 'One row a run event. A run''s data count from the committed_at of its ''completed'' row, which is written last in the same transaction.';
COMMENT ON COLUMN run.run_id IS 'The run.';
COMMENT ON COLUMN run.event IS '''completed'', or ''failed'' when its load was undone.';
COMMENT ON COLUMN run.trigger IS 'What started it, such as ''manual'' or ''schedule''.';
COMMENT ON COLUMN run.started_at IS 'When the run started (UTC).';
COMMENT ON COLUMN run.committed_at IS 'When the event was committed (UTC); rises strictly from row to row.';
COMMENT ON COLUMN run.changed IS 'Whether the run appended any data; its own event and its polls of feeds do not count.';
COMMENT ON COLUMN run.code_version IS 'Version of the program.';
COMMENT ON COLUMN run.ruleset IS 'Version of the tagger''s rules.';
COMMENT ON COLUMN run.articles_seen IS 'Articles that the run met, known ones included.';
COMMENT ON COLUMN run.versions_added IS 'Rows of article_version appended.';
COMMENT ON COLUMN run.codings_added IS 'Rows of coding appended.';
COMMENT ON COLUMN run.signals_added IS 'Rows of signal appended.';
COMMENT ON COLUMN run.rejections_added IS 'Rows of rejection appended.';
COMMENT ON COLUMN run.detail IS 'Why it failed; NULL otherwise.';

CREATE TABLE source (
  source_id VARCHAR,
  outlet VARCHAR,
  country VARCHAR,
  ownership VARCHAR,
  run_id VARCHAR
);
COMMENT ON TABLE source IS 'An outlet as it was described: name, country and kind of owner. A changed description is another row.';
COMMENT ON COLUMN source.source_id IS 'Hash of the three.';
COMMENT ON COLUMN source.outlet IS 'Name of the outlet; NULL where unknown.';
COMMENT ON COLUMN source.country IS 'ISO 3166 alpha-3 of the outlet.';
COMMENT ON COLUMN source.ownership IS 'private, public, state, ngo or individual.';
COMMENT ON COLUMN source.run_id IS 'The run that appended this row.';

CREATE TABLE feed (
  feed_id VARCHAR,
  feed_url VARCHAR,
  title VARCHAR,
  run_id VARCHAR
);
COMMENT ON TABLE feed IS 'A feed, under each title it has had.';
COMMENT ON COLUMN feed.feed_id IS 'Hash of URL and title.';
COMMENT ON COLUMN feed.feed_url IS 'Address of the feed.';
COMMENT ON COLUMN feed.title IS 'Title the feed gave itself.';
COMMENT ON COLUMN feed.run_id IS 'The run that appended this row.';

CREATE TABLE feed_event (
  feed_url VARCHAR,
  polled_at TIMESTAMPTZ,
  outcome VARCHAR,
  status INTEGER,
  entries BIGINT,
  new_entries BIGINT,
  detail VARCHAR,
  etag VARCHAR,
  last_modified VARCHAR,
  run_id VARCHAR
);
COMMENT ON TABLE feed_event IS 'One row a poll of a feed: what came back.';
COMMENT ON COLUMN feed_event.feed_url IS 'Address of the feed.';
COMMENT ON COLUMN feed_event.polled_at IS 'When it was polled (UTC).';
COMMENT ON COLUMN feed_event.outcome IS 'ok, not-modified, failed or not-a-feed.';
COMMENT ON COLUMN feed_event.status IS 'HTTP status; NULL where no answer came.';
COMMENT ON COLUMN feed_event.entries IS 'Entries in the feed.';
COMMENT ON COLUMN feed_event.new_entries IS 'Entries not known before.';
COMMENT ON COLUMN feed_event.detail IS 'The reason, where it failed.';
COMMENT ON COLUMN feed_event.etag IS 'The answer''s ETag, for the next conditional request.';
COMMENT ON COLUMN feed_event.last_modified IS 'The answer''s Last-Modified.';
COMMENT ON COLUMN feed_event.run_id IS 'The run that appended this row.';

CREATE TABLE article (
  article_id VARCHAR,
  url VARCHAR,
  canonical_url VARCHAR,
  origin VARCHAR,
  run_id VARCHAR
);
COMMENT ON TABLE article IS 'One row an article: its identity and where it came from first.';
COMMENT ON COLUMN article.article_id IS '''seed:'' and the manifest id, ''url:'' and a hash of the canonical URL, or ''file:'' and a hash of the bytes.';
COMMENT ON COLUMN article.url IS 'Address, where it has one.';
COMMENT ON COLUMN article.canonical_url IS 'The address without trackers and fragment.';
COMMENT ON COLUMN article.origin IS 'File name or address of the feed or page it came from.';
COMMENT ON COLUMN article.run_id IS 'The run that appended this row.';

CREATE TABLE article_version (
  version_id VARCHAR,
  article_id VARCHAR,
  source_id VARCHAR,
  title VARCHAR,
  text VARCHAR,
  text_sha256 VARCHAR,
  authors VARCHAR[],
  article_kind VARCHAR,
  published_first DATE,
  published_last DATE,
  date_precision VARCHAR,
  date_basis VARCHAR,
  date_note VARCHAR,
  flags VARCHAR[],
  language VARCHAR,
  raw_sha256 VARCHAR,
  run_id VARCHAR
);
COMMENT ON TABLE article_version IS 'One row for each different text or description of an article. Which one is in force, coding tells.';
COMMENT ON COLUMN article_version.version_id IS 'Hash of article, text and every field that reports show.';
COMMENT ON COLUMN article_version.article_id IS 'Its article.';
COMMENT ON COLUMN article_version.source_id IS 'Its outlet; NULL where nothing is known.';
COMMENT ON COLUMN article_version.title IS 'Title; NULL where it has none.';
COMMENT ON COLUMN article_version.text IS 'The text as coded; all offsets count its code points from 0.';
COMMENT ON COLUMN article_version.text_sha256 IS 'SHA-256 of the text in UTF-8.';
COMMENT ON COLUMN article_version.authors IS 'Authors as named.';
COMMENT ON COLUMN article_version.article_kind IS 'news, opinion, feature, interview or unknown.';
COMMENT ON COLUMN article_version.published_first IS 'First day on which it can have been published; NULL: undated.';
COMMENT ON COLUMN article_version.published_last IS 'Last such day, included.';
COMMENT ON COLUMN article_version.date_precision IS 'day, week or interval.';
COMMENT ON COLUMN article_version.date_basis IS 'printed, page, feed or inferred.';
COMMENT ON COLUMN article_version.date_note IS 'How the date was inferred.';
COMMENT ON COLUMN article_version.flags IS 'What was odd about it, such as ''decoded-with-replacement''.';
COMMENT ON COLUMN article_version.language IS 'ISO 639-1.';
COMMENT ON COLUMN article_version.raw_sha256 IS 'SHA-256 of the bytes it was first read from.';
COMMENT ON COLUMN article_version.run_id IS 'The run that appended this row.';

CREATE TABLE retrieval (
  retrieval_id VARCHAR,
  article_id VARCHAR,
  url VARCHAR,
  final_url VARCHAR,
  status INTEGER,
  content_type VARCHAR,
  fetched_at TIMESTAMPTZ,
  raw_sha256 VARCHAR,
  size_bytes BIGINT,
  canonical_url VARCHAR,
  run_id VARCHAR
);
COMMENT ON TABLE retrieval IS 'The first retrieval of these bytes from this address; the bytes lie in raw/ under their hash.';
COMMENT ON COLUMN retrieval.retrieval_id IS 'Hash of article, final address and bytes.';
COMMENT ON COLUMN retrieval.article_id IS 'The article read from them.';
COMMENT ON COLUMN retrieval.url IS 'Address as asked for.';
COMMENT ON COLUMN retrieval.final_url IS 'Address after redirects.';
COMMENT ON COLUMN retrieval.status IS 'HTTP status.';
COMMENT ON COLUMN retrieval.content_type IS 'As the server gave it; '''' when it gave none.';
COMMENT ON COLUMN retrieval.fetched_at IS 'When it was fetched (UTC).';
COMMENT ON COLUMN retrieval.raw_sha256 IS 'SHA-256 of the bytes.';
COMMENT ON COLUMN retrieval.size_bytes IS 'Their number.';
COMMENT ON COLUMN retrieval.canonical_url IS 'The address asked for without trackers and fragment.';
COMMENT ON COLUMN retrieval.run_id IS 'The run that appended this row.';

CREATE TABLE story_member (
  story_id VARCHAR,
  version_id VARCHAR,
  run_id VARCHAR
);
COMMENT ON TABLE story_member IS 'Which story an article version tells; reprints share one.';
COMMENT ON COLUMN story_member.story_id IS 'Hash of the letters and digits of the text.';
COMMENT ON COLUMN story_member.version_id IS 'The article version.';
COMMENT ON COLUMN story_member.run_id IS 'The run that appended this row.';

CREATE TABLE coding (
  coding_id VARCHAR,
  article_id VARCHAR,
  version_id VARCHAR,
  ruleset VARCHAR,
  signals BIGINT,
  sentences BIGINT,
  quotes BIGINT,
  run_id VARCHAR
);
COMMENT ON TABLE coding IS 'What puts a coding in force: of an article, the row committed last decides which version and which ruleset''s signals count.';
COMMENT ON COLUMN coding.coding_id IS 'Hash of version and ruleset; comes again when an earlier coding is put back in force.';
COMMENT ON COLUMN coding.article_id IS 'The article coded.';
COMMENT ON COLUMN coding.version_id IS 'The version coded.';
COMMENT ON COLUMN coding.ruleset IS 'Version of the tagger''s rules.';
COMMENT ON COLUMN coding.signals IS 'How many signals the coding has.';
COMMENT ON COLUMN coding.sentences IS 'How many sentences.';
COMMENT ON COLUMN coding.quotes IS 'How many quotations.';
COMMENT ON COLUMN coding.run_id IS 'The run that appended this row.';

CREATE TABLE sentence (
  coding_id VARCHAR,
  char_start INTEGER,
  char_end INTEGER,
  paragraph INTEGER,
  run_id VARCHAR
);
COMMENT ON TABLE sentence IS 'The sentences of a coding that hold a signal.';
COMMENT ON COLUMN sentence.coding_id IS 'Its coding.';
COMMENT ON COLUMN sentence.char_start IS 'First code point, from 0.';
COMMENT ON COLUMN sentence.char_end IS 'Code point after the last: text[char_start + 1 : char_end].';
COMMENT ON COLUMN sentence.paragraph IS 'Index of its paragraph, from 0.';
COMMENT ON COLUMN sentence.run_id IS 'The run that appended this row.';

CREATE TABLE quote (
  coding_id VARCHAR,
  char_start INTEGER,
  char_end INTEGER,
  level INTEGER,
  open_mark VARCHAR,
  closed BOOLEAN,
  speaker VARCHAR,
  person VARCHAR,
  run_id VARCHAR
);
COMMENT ON TABLE quote IS 'The quotations of a coding, marks left out.';
COMMENT ON COLUMN quote.coding_id IS 'Its coding.';
COMMENT ON COLUMN quote.char_start IS 'First code point, from 0.';
COMMENT ON COLUMN quote.char_end IS 'Code point after the last: text[char_start + 1 : char_end].';
COMMENT ON COLUMN quote.level IS '1 for outermost.';
COMMENT ON COLUMN quote.open_mark IS 'The opening mark.';
COMMENT ON COLUMN quote.closed IS 'Whether the closing mark is there.';
COMMENT ON COLUMN quote.speaker IS 'Party id, ''anonymous'', ''analyst'' or ''author''; NULL where not attributed.';
COMMENT ON COLUMN quote.person IS 'Entity id of the speaker.';
COMMENT ON COLUMN quote.run_id IS 'The run that appended this row.';

CREATE TABLE signal (
  signal_id VARCHAR,
  coding_id VARCHAR,
  version_id VARCHAR,
  char_start INTEGER,
  char_end INTEGER,
  signal_type VARCHAR,
  actor VARCHAR,
  person VARCHAR,
  target VARCHAR,
  speaker VARCHAR,
  voice VARCHAR,
  attribution VARCHAR,
  timing VARCHAR,
  confidence DOUBLE,
  rule VARCHAR,
  is_headline BOOLEAN,
  conditions VARCHAR[],
  repeats VARCHAR,
  run_id VARCHAR
);
COMMENT ON TABLE signal IS 'The signals of a coding. For questions use the view signals.';
COMMENT ON COLUMN signal.signal_id IS 'Hash of version, span, type, actor, target and speaker: the same in every coding that finds it.';
COMMENT ON COLUMN signal.coding_id IS 'Its coding.';
COMMENT ON COLUMN signal.version_id IS 'The article version it was found in.';
COMMENT ON COLUMN signal.char_start IS 'First code point, from 0.';
COMMENT ON COLUMN signal.char_end IS 'Code point after the last: text[char_start + 1 : char_end] is the evidence.';
COMMENT ON COLUMN signal.signal_type IS 'One of the codebook''s thirteen types.';
COMMENT ON COLUMN signal.actor IS 'Whose act or stance: party id, ''author'' or ''analyst''.';
COMMENT ON COLUMN signal.person IS 'Entity id of the individual.';
COMMENT ON COLUMN signal.target IS 'Party addressed or spoken about.';
COMMENT ON COLUMN signal.speaker IS 'Whose word: party id, ''anonymous'', ''analyst'' or ''author''.';
COMMENT ON COLUMN signal.voice IS 'own, narrated, adversary, third-party, anonymous, analyst or author.';
COMMENT ON COLUMN signal.attribution IS 'direct, indirect or narration.';
COMMENT ON COLUMN signal.timing IS 'current or background.';
COMMENT ON COLUMN signal.confidence IS 'Share of such signals that were right on hand-coded text.';
COMMENT ON COLUMN signal.rule IS 'The lexicon entry or rule that fired.';
COMMENT ON COLUMN signal.is_headline IS 'Whether it stands in the article''s own title.';
COMMENT ON COLUMN signal.conditions IS 'What it is tied to or asks for, in the order of signal_condition.';
COMMENT ON COLUMN signal.repeats IS 'The fuller signal of the article whose words hold this one''s (a pull quote); NULL: none.';
COMMENT ON COLUMN signal.run_id IS 'The run that appended this row.';

CREATE TABLE signal_condition (
  signal_id VARCHAR,
  coding_id VARCHAR,
  ordinal INTEGER,
  condition VARCHAR,
  char_start INTEGER,
  char_end INTEGER,
  run_id VARCHAR
);
COMMENT ON TABLE signal_condition IS 'What a signal is tied to or asks for.';
COMMENT ON COLUMN signal_condition.signal_id IS 'The signal.';
COMMENT ON COLUMN signal_condition.coding_id IS 'Its coding.';
COMMENT ON COLUMN signal_condition.ordinal IS 'Place of the condition among the signal''s, from 0.';
COMMENT ON COLUMN signal_condition.condition IS 'One of the codebook''s conditions.';
COMMENT ON COLUMN signal_condition.char_start IS 'Where its words stand, from 0; NULL where not known.';
COMMENT ON COLUMN signal_condition.char_end IS 'Code point after the last.';
COMMENT ON COLUMN signal_condition.run_id IS 'The run that appended this row.';

CREATE TABLE actor (
  actor_row_id VARCHAR,
  actor_id VARCHAR,
  kind VARCHAR,
  name VARCHAR,
  party VARCHAR,
  role VARCHAR,
  side VARCHAR,
  wikidata VARCHAR,
  valid_from DATE,
  valid_to DATE,
  run_id VARCHAR
);
COMMENT ON TABLE actor IS 'Parties and persons as the topic files describe them; a changed description is another row.';
COMMENT ON COLUMN actor.actor_row_id IS 'Hash of the row''s content.';
COMMENT ON COLUMN actor.actor_id IS 'Party id such as RUS, or entity id such as vladimir-putin.';
COMMENT ON COLUMN actor.kind IS 'party or person.';
COMMENT ON COLUMN actor.name IS 'Name for people to read.';
COMMENT ON COLUMN actor.party IS 'A person''s party.';
COMMENT ON COLUMN actor.role IS 'A person''s role.';
COMMENT ON COLUMN actor.side IS 'A party''s side in the topic''s conflict.';
COMMENT ON COLUMN actor.wikidata IS 'Wikidata id.';
COMMENT ON COLUMN actor.valid_from IS 'First day on which this holds; NULL: open.';
COMMENT ON COLUMN actor.valid_to IS 'Last such day; NULL: open.';
COMMENT ON COLUMN actor.run_id IS 'The run that appended this row.';

CREATE TABLE actor_alias (
  alias_id VARCHAR,
  alias VARCHAR,
  party VARCHAR,
  person VARCHAR,
  valid_from DATE,
  valid_to DATE,
  source VARCHAR,
  run_id VARCHAR
);
COMMENT ON TABLE actor_alias IS 'Names by which texts call parties and persons.';
COMMENT ON COLUMN actor_alias.alias_id IS 'Hash of the row''s content.';
COMMENT ON COLUMN actor_alias.alias IS 'The name.';
COMMENT ON COLUMN actor_alias.party IS 'The party meant.';
COMMENT ON COLUMN actor_alias.person IS 'The person meant.';
COMMENT ON COLUMN actor_alias.valid_from IS 'First day on which this holds; NULL: open.';
COMMENT ON COLUMN actor_alias.valid_to IS 'Last such day; NULL: open.';
COMMENT ON COLUMN actor_alias.source IS 'The topic file that holds it.';
COMMENT ON COLUMN actor_alias.run_id IS 'The run that appended this row.';

CREATE TABLE rejection (
  rejection_id VARCHAR,
  reason VARCHAR,
  origin VARCHAR,
  line INTEGER,
  detail VARCHAR,
  run_id VARCHAR
);
COMMENT ON TABLE rejection IS 'What came in and was not stored, and why.';
COMMENT ON COLUMN rejection.rejection_id IS 'Hash of reason, origin, line and detail.';
COMMENT ON COLUMN rejection.reason IS 'Named reason; docs/operations.md explains each.';
COMMENT ON COLUMN rejection.origin IS 'File name or address.';
COMMENT ON COLUMN rejection.line IS 'Line in it, from 1.';
COMMENT ON COLUMN rejection.detail IS 'One sentence for a person.';
COMMENT ON COLUMN rejection.run_id IS 'The run that first met it.';

CREATE TABLE tagger_score (
  score_id VARCHAR,
  set_name VARCHAR,
  measure VARCHAR,
  value DOUBLE,
  low DOUBLE,
  high DOUBLE,
  n BIGINT,
  ruleset VARCHAR,
  run_id VARCHAR
);
COMMENT ON TABLE tagger_score IS 'The tagger measured against hand-coded text.';
COMMENT ON COLUMN tagger_score.score_id IS 'Hash of the row''s content.';
COMMENT ON COLUMN tagger_score.set_name IS 'The hand-coded set.';
COMMENT ON COLUMN tagger_score.measure IS 'What was measured, such as event_f1.';
COMMENT ON COLUMN tagger_score.value IS 'The measure.';
COMMENT ON COLUMN tagger_score.low IS 'Lower end of the 95 % interval.';
COMMENT ON COLUMN tagger_score.high IS 'Upper end.';
COMMENT ON COLUMN tagger_score.n IS 'On how many cases it rests.';
COMMENT ON COLUMN tagger_score.ruleset IS 'Version of the tagger''s rules.';
COMMENT ON COLUMN tagger_score.run_id IS 'The run that appended this row.';

CREATE TABLE report (
  report_id VARCHAR,
  week VARCHAR,
  as_of TIMESTAMPTZ,
  ruleset VARCHAR,
  format VARCHAR,
  sha256 VARCHAR,
  path VARCHAR,
  recorded_at TIMESTAMPTZ,
  run_id VARCHAR
);
COMMENT ON TABLE report IS 'One row a report file as it was written.';
COMMENT ON COLUMN report.report_id IS 'Hash of week, as_of, ruleset, format and content.';
COMMENT ON COLUMN report.week IS 'ISO week such as 2022-W51.';
COMMENT ON COLUMN report.as_of IS 'The state of the data that it tells (UTC).';
COMMENT ON COLUMN report.ruleset IS 'Version of the tagger''s rules.';
COMMENT ON COLUMN report.format IS 'html, md, json or another.';
COMMENT ON COLUMN report.sha256 IS 'SHA-256 of the file.';
COMMENT ON COLUMN report.path IS 'Where it was written, within the home.';
COMMENT ON COLUMN report.recorded_at IS 'When this row was written (UTC).';
COMMENT ON COLUMN report.run_id IS 'The run that wrote it.';

CREATE TABLE report_claim (
  report_id VARCHAR,
  ordinal INTEGER,
  claim VARCHAR,
  query VARCHAR,
  signal_ids VARCHAR[],
  run_id VARCHAR
);
COMMENT ON TABLE report_claim IS 'The statements of a report and what each rests on.';
COMMENT ON COLUMN report_claim.report_id IS 'The report.';
COMMENT ON COLUMN report_claim.ordinal IS 'Place in the report, from 0.';
COMMENT ON COLUMN report_claim.claim IS 'The statement.';
COMMENT ON COLUMN report_claim.query IS 'The weekly query that gave it.';
COMMENT ON COLUMN report_claim.signal_ids IS 'The signals it rests on.';
COMMENT ON COLUMN report_claim.run_id IS 'The run that wrote it.';
