-- Signals as they stand: of each article, those of the coding in force, with all that is known of them.

CREATE OR REPLACE MACRO names_as_of(ts) AS TABLE
SELECT a.actor_id, first(a.name ORDER BY r.committed_at DESC, a.valid_from DESC NULLS LAST, a.actor_row_id) AS name
FROM actor AS a
JOIN run AS r ON r.run_id = a.run_id AND r.event = 'completed' AND r.committed_at <= ts
GROUP BY a.actor_id;
COMMENT ON MACRO TABLE names_as_of IS 'The name of each party and person at a moment: the newest committed by then.';

-- Each row was worked out when a run changed it (warehouse/standing.sql); here only what is in force is chosen.
CREATE OR REPLACE MACRO signal_rows_as_of(ts) AS TABLE
SELECT f.*
FROM standing_signal AS f
ANTI JOIN ended_as_of(ts) AS e ON e.standing_no = f.standing_no
WHERE f.since <= ts AND f.is_shown;
COMMENT ON MACRO TABLE signal_rows_as_of IS 'The rows behind the view signals at a moment.';

CREATE OR REPLACE MACRO signals_as_of(ts) AS TABLE
SELECT
  signal_id, iso_week, dating, week_start, published_first, published_last, date_precision, date_basis, date_note,
  signal_type, direction::INTEGER AS direction, actor, actor_name, person, person_name, target, target_name, speaker, speaker_name,
  voice, attribution, timing, conditions, confidence, evidence, char_start, char_end, is_headline, counted,
  article_id, version_id, coding_id, title, outlet, authors, article_kind, ownership, country, url, origin, story_id,
  rule, ruleset, run_id, committed_at, is_lead, label, labelled_by, machine_type, machine_actor
FROM signal_rows_as_of(ts);
COMMENT ON MACRO TABLE signals_as_of IS 'The view signals as it was at a moment: FROM signals_as_of(TIMESTAMPTZ ''2024-06-01 00:00:00Z'').';

CREATE OR REPLACE MACRO as_of(ts) AS TABLE FROM signals_as_of(ts);
COMMENT ON MACRO TABLE as_of IS 'Short for signals_as_of: every signal as it stood at a moment.';

CREATE OR REPLACE VIEW signals AS FROM signals_as_of('infinity'::TIMESTAMPTZ);
COMMENT ON VIEW signals IS 'One row a signal now in force: whose stance, whose word, on what, when, and the exact words.';
COMMENT ON COLUMN signals.signal_id IS 'The signal; why(signal_id) leads back to its source.';
COMMENT ON COLUMN signals.iso_week IS 'ISO week of published_first, such as 2022-W51; NULL: undated.';
COMMENT ON COLUMN signals.dating IS 'within: the article is dated within one ISO week; imprecise: not; undated.';
COMMENT ON COLUMN signals.week_start IS 'Monday of iso_week.';
COMMENT ON COLUMN signals.published_first IS 'First day on which the article can have been published.';
COMMENT ON COLUMN signals.published_last IS 'Last such day.';
COMMENT ON COLUMN signals.date_precision IS 'day, week or interval.';
COMMENT ON COLUMN signals.date_basis IS 'printed, page, feed or inferred.';
COMMENT ON COLUMN signals.date_note IS 'How the date was inferred.';
COMMENT ON COLUMN signals.signal_type IS 'One of the codebook''s thirteen types.';
COMMENT ON COLUMN signals.direction IS '+1 towards a settlement, -1 away from one.';
COMMENT ON COLUMN signals.actor IS 'Whose act or stance: party id, author or analyst.';
COMMENT ON COLUMN signals.actor_name IS 'The actor''s name.';
COMMENT ON COLUMN signals.person IS 'Entity id of the individual whose stance it is, else of the spokesman.';
COMMENT ON COLUMN signals.person_name IS 'The individual''s name.';
COMMENT ON COLUMN signals.target IS 'Party addressed or spoken about.';
COMMENT ON COLUMN signals.target_name IS 'The target''s name.';
COMMENT ON COLUMN signals.speaker IS 'Whose word it is: party id, anonymous, analyst or author.';
COMMENT ON COLUMN signals.speaker_name IS 'The speaker''s name.';
COMMENT ON COLUMN signals.voice IS 'own, narrated, adversary, third-party, anonymous, analyst or author.';
COMMENT ON COLUMN signals.attribution IS 'direct, indirect or narration.';
COMMENT ON COLUMN signals.timing IS 'current, or background: history retold.';
COMMENT ON COLUMN signals.conditions IS 'What it is tied to or asks for.';
COMMENT ON COLUMN signals.confidence IS 'Probability that type and actor are right, fitted on hand-coded text; NULL where an analyst added it.';
COMMENT ON COLUMN signals.evidence IS 'The exact words: text[char_start + 1 : char_end].';
COMMENT ON COLUMN signals.char_start IS 'First code point of the evidence in the text, from 0.';
COMMENT ON COLUMN signals.char_end IS 'Code point after the last.';
COMMENT ON COLUMN signals.is_headline IS 'Whether it stands in the article''s own title.';
COMMENT ON COLUMN signals.counted IS 'Whether it enters net stance: current, own or narrated, dated within a week, no headline, no repetition, no reprint.';
COMMENT ON COLUMN signals.article_id IS 'The article; its text is in articles.';
COMMENT ON COLUMN signals.version_id IS 'The article''s version.';
COMMENT ON COLUMN signals.coding_id IS 'The coding.';
COMMENT ON COLUMN signals.title IS 'Title of the article.';
COMMENT ON COLUMN signals.outlet IS 'Where it appeared; NULL where unknown.';
COMMENT ON COLUMN signals.authors IS 'Authors as named.';
COMMENT ON COLUMN signals.article_kind IS 'news, opinion, feature, interview or unknown.';
COMMENT ON COLUMN signals.ownership IS 'Of the outlet: private, public, state, ngo or individual.';
COMMENT ON COLUMN signals.country IS 'Of the outlet: ISO 3166 alpha-3.';
COMMENT ON COLUMN signals.url IS 'Address of the article.';
COMMENT ON COLUMN signals.origin IS 'File name or address it came from.';
COMMENT ON COLUMN signals.story_id IS 'What the article tells; reprints share it.';
COMMENT ON COLUMN signals.rule IS 'The lexicon entry or rule that fired.';
COMMENT ON COLUMN signals.ruleset IS 'Version of the tagger''s rules.';
COMMENT ON COLUMN signals.run_id IS 'The run that put it in force.';
COMMENT ON COLUMN signals.committed_at IS 'When that was (UTC).';
COMMENT ON COLUMN signals.is_lead IS 'Whether the article is the copy of its story that counts.';
COMMENT ON COLUMN signals.label IS 'What an analyst said of it: right, corrected (the analyst''s values are shown) or missed (the analyst added it); NULL: nothing.';
COMMENT ON COLUMN signals.labelled_by IS 'The analyst.';
COMMENT ON COLUMN signals.machine_type IS 'The type that the tagger gave; NULL where an analyst added the signal.';
COMMENT ON COLUMN signals.machine_actor IS 'The actor that the tagger gave; NULL where an analyst added the signal.';
