-- What is told of an article, worked out once when it changes and kept beside what was told before (docs/decisions/0007);
-- analysts' labels; the rules and topics that a ruleset consists of. Append-only, without keys, like 001.

CREATE TABLE standing (
  standing_no INTEGER,
  since TIMESTAMPTZ,
  since_run_id VARCHAR,
  article_id VARCHAR,
  version_id VARCHAR,
  coding_id VARCHAR,
  ruleset VARCHAR,
  signals BIGINT,
  run_id VARCHAR,
  committed_at TIMESTAMPTZ,
  story_id VARCHAR,
  is_lead BOOLEAN,
  text_length INTEGER,
  dating VARCHAR,
  week_start DATE,
  iso_week VARCHAR,
  published_first DATE,
  published_last DATE,
  date_precision VARCHAR,
  date_basis VARCHAR,
  date_note VARCHAR,
  title VARCHAR,
  outlet VARCHAR,
  authors VARCHAR[],
  article_kind VARCHAR,
  url VARCHAR,
  origin VARCHAR,
  flags VARCHAR[],
  language VARCHAR,
  country VARCHAR,
  ownership VARCHAR
);
COMMENT ON TABLE standing IS 'What holds of an article from a moment on: its version and coding in force and whether it leads its story. For questions use the view articles.';
COMMENT ON COLUMN standing.standing_no IS 'Running number, from 1.';
COMMENT ON COLUMN standing.since IS 'From when this holds (UTC): the commit of the run that appended the row; standing_ended tells until when.';
COMMENT ON COLUMN standing.since_run_id IS 'The run that appended this row.';
COMMENT ON COLUMN standing.article_id IS 'The article.';
COMMENT ON COLUMN standing.version_id IS 'Its version in force.';
COMMENT ON COLUMN standing.coding_id IS 'Its coding in force.';
COMMENT ON COLUMN standing.ruleset IS 'Version of the tagger''s rules.';
COMMENT ON COLUMN standing.signals IS 'How many signals the coding has.';
COMMENT ON COLUMN standing.run_id IS 'The run that put the coding in force.';
COMMENT ON COLUMN standing.committed_at IS 'When that was (UTC).';
COMMENT ON COLUMN standing.story_id IS 'What the article tells; reprints share it.';
COMMENT ON COLUMN standing.is_lead IS 'Whether this is the copy of its story that counts.';
COMMENT ON COLUMN standing.text_length IS 'Code points of the text.';
COMMENT ON COLUMN standing.dating IS 'within: dated within one ISO week; imprecise: not; undated.';
COMMENT ON COLUMN standing.week_start IS 'Monday of iso_week.';
COMMENT ON COLUMN standing.iso_week IS 'ISO week of published_first, such as 2022-W51; NULL: undated.';
COMMENT ON COLUMN standing.published_first IS 'First day on which it can have been published.';
COMMENT ON COLUMN standing.published_last IS 'Last such day.';
COMMENT ON COLUMN standing.date_precision IS 'day, week or interval.';
COMMENT ON COLUMN standing.date_basis IS 'printed, page, feed or inferred.';
COMMENT ON COLUMN standing.date_note IS 'How the date was inferred.';
COMMENT ON COLUMN standing.title IS 'Title; NULL where it has none.';
COMMENT ON COLUMN standing.outlet IS 'Where it appeared; NULL where unknown.';
COMMENT ON COLUMN standing.authors IS 'Authors as named.';
COMMENT ON COLUMN standing.article_kind IS 'news, opinion, feature, interview or unknown.';
COMMENT ON COLUMN standing.url IS 'Address, where it has one.';
COMMENT ON COLUMN standing.origin IS 'File name or address it came from.';
COMMENT ON COLUMN standing.flags IS 'What was odd about it.';
COMMENT ON COLUMN standing.language IS 'ISO 639-1.';
COMMENT ON COLUMN standing.country IS 'ISO 3166 alpha-3 of the outlet.';
COMMENT ON COLUMN standing.ownership IS 'private, public, state, ngo or individual.';

CREATE TABLE standing_signal (
  standing_no INTEGER,
  since TIMESTAMPTZ,
  is_shown BOOLEAN,
  signal_id VARCHAR,
  iso_week VARCHAR,
  dating VARCHAR,
  week_start DATE,
  published_first DATE,
  published_last DATE,
  date_precision VARCHAR,
  date_basis VARCHAR,
  date_note VARCHAR,
  signal_type VARCHAR,
  direction TINYINT,
  actor VARCHAR,
  actor_name VARCHAR,
  person VARCHAR,
  person_name VARCHAR,
  target VARCHAR,
  target_name VARCHAR,
  speaker VARCHAR,
  speaker_name VARCHAR,
  voice VARCHAR,
  attribution VARCHAR,
  timing VARCHAR,
  conditions VARCHAR[],
  confidence DOUBLE,
  evidence VARCHAR,
  char_start INTEGER,
  char_end INTEGER,
  is_headline BOOLEAN,
  repeats VARCHAR,
  counted BOOLEAN,
  story_net DOUBLE,
  article_id VARCHAR,
  version_id VARCHAR,
  coding_id VARCHAR,
  title VARCHAR,
  outlet VARCHAR,
  authors VARCHAR[],
  article_kind VARCHAR,
  ownership VARCHAR,
  country VARCHAR,
  url VARCHAR,
  origin VARCHAR,
  story_id VARCHAR,
  is_lead BOOLEAN,
  rule VARCHAR,
  ruleset VARCHAR,
  run_id VARCHAR,
  committed_at TIMESTAMPTZ,
  label VARCHAR,
  label_id VARCHAR,
  labelled_by VARCHAR,
  machine_type VARCHAR,
  machine_actor VARCHAR
);
COMMENT ON TABLE standing_signal IS 'The signals of a standing, each with all that is told of it. For questions use the view signals.';
COMMENT ON COLUMN standing_signal.standing_no IS 'The article''s standing that it belongs to.';
COMMENT ON COLUMN standing_signal.since IS 'From when this holds (UTC).';
COMMENT ON COLUMN standing_signal.is_shown IS 'Whether the view signals shows it: all but those that an analyst found wrong.';
COMMENT ON COLUMN standing_signal.signal_id IS 'The signal; of one that an analyst added, the label''s id.';
COMMENT ON COLUMN standing_signal.iso_week IS 'ISO week of published_first; NULL: undated.';
COMMENT ON COLUMN standing_signal.dating IS 'within: the article is dated within one ISO week; imprecise: not; undated.';
COMMENT ON COLUMN standing_signal.week_start IS 'Monday of iso_week.';
COMMENT ON COLUMN standing_signal.published_first IS 'First day on which the article can have been published.';
COMMENT ON COLUMN standing_signal.published_last IS 'Last such day.';
COMMENT ON COLUMN standing_signal.date_precision IS 'day, week or interval.';
COMMENT ON COLUMN standing_signal.date_basis IS 'printed, page, feed or inferred.';
COMMENT ON COLUMN standing_signal.date_note IS 'How the date was inferred.';
COMMENT ON COLUMN standing_signal.signal_type IS 'One of the codebook''s thirteen types.';
COMMENT ON COLUMN standing_signal.direction IS '+1 towards a settlement, -1 away from one.';
COMMENT ON COLUMN standing_signal.actor IS 'Whose act or stance: party id, author or analyst.';
COMMENT ON COLUMN standing_signal.actor_name IS 'The actor''s name.';
COMMENT ON COLUMN standing_signal.person IS 'Entity id of the individual.';
COMMENT ON COLUMN standing_signal.person_name IS 'The individual''s name.';
COMMENT ON COLUMN standing_signal.target IS 'Party addressed or spoken about.';
COMMENT ON COLUMN standing_signal.target_name IS 'The target''s name.';
COMMENT ON COLUMN standing_signal.speaker IS 'Whose word it is: party id, anonymous, analyst or author.';
COMMENT ON COLUMN standing_signal.speaker_name IS 'The speaker''s name.';
COMMENT ON COLUMN standing_signal.voice IS 'own, narrated, adversary, third-party, anonymous, analyst or author.';
COMMENT ON COLUMN standing_signal.attribution IS 'direct, indirect or narration.';
COMMENT ON COLUMN standing_signal.timing IS 'current, or background: history retold.';
COMMENT ON COLUMN standing_signal.conditions IS 'What it is tied to or asks for.';
COMMENT ON COLUMN standing_signal.confidence IS 'Share of such signals that were right on hand-coded text; NULL where an analyst added it.';
COMMENT ON COLUMN standing_signal.evidence IS 'The exact words: text[char_start + 1 : char_end].';
COMMENT ON COLUMN standing_signal.char_start IS 'First code point of the evidence in the text, from 0.';
COMMENT ON COLUMN standing_signal.char_end IS 'Code point after the last.';
COMMENT ON COLUMN standing_signal.is_headline IS 'Whether it stands in the article''s own title.';
COMMENT ON COLUMN standing_signal.repeats IS 'The fuller signal of the article whose words hold this one''s (a pull quote); NULL: none.';
COMMENT ON COLUMN standing_signal.counted IS 'Whether it enters net stance.';
COMMENT ON COLUMN standing_signal.story_net IS 'At the actor''s first counted signal of a story, its net stance in the story: (positive - negative) / (positive + negative); NULL elsewhere.';
COMMENT ON COLUMN standing_signal.article_id IS 'The article.';
COMMENT ON COLUMN standing_signal.version_id IS 'The article''s version.';
COMMENT ON COLUMN standing_signal.coding_id IS 'The coding.';
COMMENT ON COLUMN standing_signal.title IS 'Title of the article.';
COMMENT ON COLUMN standing_signal.outlet IS 'Where it appeared; NULL where unknown.';
COMMENT ON COLUMN standing_signal.authors IS 'Authors as named.';
COMMENT ON COLUMN standing_signal.article_kind IS 'news, opinion, feature, interview or unknown.';
COMMENT ON COLUMN standing_signal.ownership IS 'Of the outlet: private, public, state, ngo or individual.';
COMMENT ON COLUMN standing_signal.country IS 'Of the outlet: ISO 3166 alpha-3.';
COMMENT ON COLUMN standing_signal.url IS 'Address of the article.';
COMMENT ON COLUMN standing_signal.origin IS 'File name or address it came from.';
COMMENT ON COLUMN standing_signal.story_id IS 'What the article tells; reprints share it.';
COMMENT ON COLUMN standing_signal.is_lead IS 'Whether the article is the copy of its story that counts.';
COMMENT ON COLUMN standing_signal.rule IS 'The lexicon entry or rule that fired; NULL where an analyst added it.';
COMMENT ON COLUMN standing_signal.ruleset IS 'Version of the tagger''s rules.';
COMMENT ON COLUMN standing_signal.run_id IS 'The run that put the coding in force.';
COMMENT ON COLUMN standing_signal.committed_at IS 'When that was (UTC).';
COMMENT ON COLUMN standing_signal.label IS 'What an analyst said of it: right, wrong, corrected or missed; NULL: nothing.';
COMMENT ON COLUMN standing_signal.label_id IS 'The label.';
COMMENT ON COLUMN standing_signal.labelled_by IS 'The analyst.';
COMMENT ON COLUMN standing_signal.machine_type IS 'The type that the tagger gave; NULL where an analyst added the signal.';
COMMENT ON COLUMN standing_signal.machine_actor IS 'The actor that the tagger gave; NULL where an analyst added the signal.';

CREATE TABLE standing_ended (
  standing_no INTEGER,
  ended_at TIMESTAMPTZ,
  run_id VARCHAR
);
COMMENT ON TABLE standing_ended IS 'Which standings hold no longer: what is in force at a moment are those since then or earlier that had not ended.';
COMMENT ON COLUMN standing_ended.standing_no IS 'The standing.';
COMMENT ON COLUMN standing_ended.ended_at IS 'When it ceased to hold (UTC).';
COMMENT ON COLUMN standing_ended.run_id IS 'The run that ended it.';

CREATE TABLE label (
  label_id VARCHAR,
  signal_id VARCHAR,
  article_id VARCHAR,
  version_id VARCHAR,
  text_sha256 VARCHAR,
  char_start INTEGER,
  char_end INTEGER,
  evidence VARCHAR,
  machine_type VARCHAR,
  machine_actor VARCHAR,
  verdict VARCHAR,
  signal_type VARCHAR,
  actor VARCHAR,
  person VARCHAR,
  target VARCHAR,
  speaker VARCHAR,
  attribution VARCHAR,
  timing VARCHAR,
  conditions VARCHAR[],
  note VARCHAR,
  coder VARCHAR,
  labelled_at TIMESTAMPTZ,
  run_id VARCHAR
);
COMMENT ON TABLE label IS 'What analysts said of a signal, or of words in which the tagger found none. What became of each, the view labels tells.';
COMMENT ON COLUMN label.label_id IS 'Hash of the row''s content.';
COMMENT ON COLUMN label.signal_id IS 'The signal looked at; NULL where one was missed.';
COMMENT ON COLUMN label.article_id IS 'The article it was seen in.';
COMMENT ON COLUMN label.version_id IS 'The version of the article.';
COMMENT ON COLUMN label.text_sha256 IS 'SHA-256 of its text: a label holds for every article with this text, whatever coding is in force.';
COMMENT ON COLUMN label.char_start IS 'First code point of the words, from 0.';
COMMENT ON COLUMN label.char_end IS 'Code point after the last.';
COMMENT ON COLUMN label.evidence IS 'The words.';
COMMENT ON COLUMN label.machine_type IS 'The type that the tagger gave; NULL where one was missed.';
COMMENT ON COLUMN label.machine_actor IS 'The actor that the tagger gave; NULL where one was missed.';
COMMENT ON COLUMN label.verdict IS 'right, wrong (no signal), corrected or missed.';
COMMENT ON COLUMN label.signal_type IS 'The analyst''s type.';
COMMENT ON COLUMN label.actor IS 'The analyst''s actor.';
COMMENT ON COLUMN label.person IS 'The analyst''s individual.';
COMMENT ON COLUMN label.target IS 'The analyst''s target.';
COMMENT ON COLUMN label.speaker IS 'The analyst''s speaker.';
COMMENT ON COLUMN label.attribution IS 'The analyst''s attribution.';
COMMENT ON COLUMN label.timing IS 'The analyst''s timing.';
COMMENT ON COLUMN label.conditions IS 'The analyst''s conditions.';
COMMENT ON COLUMN label.note IS 'What the analyst had to say.';
COMMENT ON COLUMN label.coder IS 'The analyst.';
COMMENT ON COLUMN label.labelled_at IS 'When (UTC); of two labels on the same words the newer wins.';
COMMENT ON COLUMN label.run_id IS 'The run that appended this row.';

CREATE TABLE rule (
  rule_row_id VARCHAR,
  rule VARCHAR,
  signal_type VARCHAR,
  pattern VARCHAR,
  examples VARCHAR[],
  ruleset VARCHAR,
  run_id VARCHAR
);
COMMENT ON TABLE rule IS 'The wordings that a ruleset knows: what each looks for and which signal it gives. A changed one is another row.';
COMMENT ON COLUMN rule.rule_row_id IS 'Hash of rule, type, pattern and examples.';
COMMENT ON COLUMN rule.rule IS 'Its id, as in signals.rule.';
COMMENT ON COLUMN rule.signal_type IS 'The type that it gives.';
COMMENT ON COLUMN rule.pattern IS 'The wording it looks for, in the lexicon''s pattern language.';
COMMENT ON COLUMN rule.examples IS 'Sentences that it fires on; each is run as a test.';
COMMENT ON COLUMN rule.ruleset IS 'The first ruleset that had it in this form.';
COMMENT ON COLUMN rule.run_id IS 'The run that appended this row.';

CREATE TABLE topic (
  topic_row_id VARCHAR,
  topic VARCHAR,
  name VARCHAR,
  belligerents VARCHAR[],
  mediators VARCHAR[],
  run_id VARCHAR
);
COMMENT ON TABLE topic IS 'The conflicts that the tagger is told about, as their topic files describe them; a changed description is another row.';
COMMENT ON COLUMN topic.topic_row_id IS 'Hash of the row''s content.';
COMMENT ON COLUMN topic.topic IS 'Id of the topic: its folder''s name.';
COMMENT ON COLUMN topic.name IS 'Name for people to read.';
COMMENT ON COLUMN topic.belligerents IS 'Parties at war.';
COMMENT ON COLUMN topic.mediators IS 'Parties known to mediate.';
COMMENT ON COLUMN topic.run_id IS 'The run that appended this row.';
