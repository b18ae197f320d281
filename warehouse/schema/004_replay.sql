-- What replay and near-copies need (docs/decisions/0015): how the bytes of every article came in and what was said of them
-- then, rejected ones included; and a sketch of each text, by which its near-copies are found. Append-only, without keys.

ALTER TABLE retrieval ADD COLUMN reader VARCHAR;
ALTER TABLE retrieval ADD COLUMN told VARCHAR;
ALTER TABLE retrieval ADD COLUMN rejection VARCHAR;

COMMENT ON TABLE retrieval IS 'How bytes came in, one row a retrieval: fetched from an address or read from a file, rejected ones included. They lie in raw/ under their hash.';
COMMENT ON COLUMN retrieval.retrieval_id IS 'Hash of the row''s content.';
COMMENT ON COLUMN retrieval.article_id IS 'The article read from them; of rejected ones the id that it would have.';
COMMENT ON COLUMN retrieval.url IS 'Address as asked for; of a file its name.';
COMMENT ON COLUMN retrieval.status IS 'HTTP status; NULL: read from a file.';
COMMENT ON COLUMN retrieval.fetched_at IS 'When it was fetched or read (UTC).';
COMMENT ON COLUMN retrieval.canonical_url IS 'The address asked for without trackers and fragment; NULL: read from a file.';
COMMENT ON COLUMN retrieval.reader IS 'What reads them: page or text; NULL: fetched before replay was known, and not replayed.';
COMMENT ON COLUMN retrieval.told IS 'What feed, list of feeds or manifest said of it then, as JSON: with the bytes, all that its article is made of.';
COMMENT ON COLUMN retrieval.rejection IS 'Why no article was read from them, as in rejection.reason; NULL: one was.';

CREATE TABLE story_signature (
  version_id VARCHAR,
  exact_story_id VARCHAR,
  method VARCHAR,
  first_on DATE,
  last_on DATE,
  hashes UINTEGER[],
  run_id VARCHAR
);
COMMENT ON TABLE story_signature IS 'A sketch of each dated text, by which its near-copies are found.';
COMMENT ON COLUMN story_signature.version_id IS 'The article version.';
COMMENT ON COLUMN story_signature.exact_story_id IS 'The story that it would tell alone: hash of the letters and digits of the text.';
COMMENT ON COLUMN story_signature.method IS 'How the sketch was made; those made otherwise are not compared.';
COMMENT ON COLUMN story_signature.first_on IS 'First day on which it can have been published; where undated, the day it was fetched.';
COMMENT ON COLUMN story_signature.last_on IS 'Last such day.';
COMMENT ON COLUMN story_signature.hashes IS 'MinHash over its runs of five words: of two texts the share of equal hashes is about the share of equal runs.';
COMMENT ON COLUMN story_signature.run_id IS 'The run that appended this row.';

COMMENT ON TABLE story_member IS 'Which story an article version tells; reprints and near-copies share one.';
COMMENT ON COLUMN story_member.story_id IS 'Hash of the letters and digits of the text by which the story began.';
