-- The index of `parley search`: which word stands how often in which article. It lies in a file of its own, attached as
-- word_index beside the read copy, and is made of segments: each refresh adds the articles that are not in it yet.

-- name: make
CREATE TABLE word_index.refresh (made_at TIMESTAMPTZ, known_until TIMESTAMPTZ, form VARCHAR);
CREATE TABLE word_index.document (doc INTEGER, version_id VARCHAR, place BIGINT, published_first DATE);
CREATE TABLE word_index.term (term_id INTEGER, term VARCHAR);
CREATE TABLE word_index.spread (term_id INTEGER, documents INTEGER);
CREATE TABLE word_index.posting (term_id INTEGER, doc INTEGER, weight FLOAT);

-- name: last change
SELECT max(committed_at) FROM run WHERE event = 'completed' AND changed

-- name: refreshes
SELECT made_at, known_until, form FROM word_index.refresh ORDER BY made_at DESC LIMIT 1

-- name: find new documents
CREATE OR REPLACE TEMP TABLE new_document AS
SELECT
  (coalesce((SELECT max(doc) FROM word_index.document), 0) + row_number() OVER (ORDER BY v.rowid))::INTEGER AS doc,
  v.rowid AS place, a.version_id, a.published_first
FROM articles AS a
JOIN article_version AS v ON v.version_id = a.version_id
ANTI JOIN word_index.document AS d ON d.version_id = a.version_id
WHERE a.is_lead

-- name: count new documents
SELECT coalesce(min(doc), 0), coalesce(max(doc), -1) FROM new_document

-- name: where a batch lies
SELECT min(place), max(place) FROM new_document WHERE doc BETWEEN $first AND $last

-- name: read words
CREATE OR REPLACE TEMP TABLE word AS
SELECT
  n.doc,
  unnest(string_split_regex(lower(strip_accents(concat_ws(' ', v.title, v.text))), '[\s[:punct:] “”‘’«»„–—…]+')) AS word
FROM article_version AS v
JOIN new_document AS n ON n.place = v.rowid
WHERE v.rowid BETWEEN $begin AND $end

-- name: stem words
CREATE OR REPLACE TEMP TABLE stem_of AS
SELECT word, stem(word, 'porter') AS term FROM (SELECT DISTINCT word FROM word) WHERE length(word) > 1

-- name: add terms
INSERT INTO word_index.term
SELECT
  (coalesce((SELECT max(term_id) FROM word_index.term), 0) + row_number() OVER (ORDER BY term))::INTEGER, term
FROM (SELECT DISTINCT term FROM stem_of)
ANTI JOIN word_index.term AS known USING (term)

-- name: number words
CREATE OR REPLACE TEMP TABLE term_of AS
SELECT s.word, t.term_id FROM stem_of AS s JOIN word_index.term AS t ON t.term = s.term

-- name: count words
CREATE OR REPLACE TEMP TABLE counted AS
SELECT t.term_id, w.doc, count(*) AS times, sum(times) OVER (PARTITION BY w.doc) AS length
FROM word AS w
JOIN term_of AS t ON t.word = w.word
GROUP BY t.term_id, w.doc

-- How much a word says of an article, but for how rare it is: BM25 with k1 1.2 and b 0.75 about a length of 300 words.
-- name: add postings
INSERT INTO word_index.posting
SELECT term_id, doc, times * 2.2 / (times + 1.2 * (0.25 + 0.75 * length / 300))
FROM counted
ORDER BY term_id, doc

-- name: add spread
INSERT INTO word_index.spread
SELECT term_id, count(*)::INTEGER FROM counted GROUP BY term_id ORDER BY term_id

-- name: add documents
INSERT INTO word_index.document
SELECT doc, version_id, place, published_first FROM new_document WHERE doc BETWEEN $first AND $last ORDER BY doc

-- name: record
INSERT INTO word_index.refresh VALUES ($made_at, $known_until, $form)

-- name: size
SELECT count(*) FROM word_index.document

-- name: terms of a question
SELECT t.term, t.term_id, sum(n.documents)::BIGINT AS documents
FROM (
  SELECT DISTINCT stem(unnest(string_split_regex(lower(strip_accents($words)), '[\s[:punct:] “”‘’«»„–—…]+')), 'porter') AS term
) AS q
JOIN word_index.term AS t ON t.term = q.term
JOIN word_index.spread AS n ON n.term_id = t.term_id
GROUP BY t.term, t.term_id
ORDER BY documents, t.term_id

-- One for each word of a question, put in place of $postings below: constants, so that only the word's own rows are read.
-- name: postings of a word
SELECT doc, weight * ? AS weight FROM word_index.posting WHERE term_id = ?

-- name: rank
SELECT doc, sum(weight) AS score
FROM ($postings)
GROUP BY doc
ORDER BY score DESC, doc DESC
LIMIT ?

-- name: rank within days
SELECT s.doc, s.score
FROM (SELECT doc, sum(weight) AS score FROM ($postings) GROUP BY doc) AS s
JOIN word_index.document AS d ON d.doc = s.doc
WHERE d.published_first BETWEEN coalesce(?, DATE '-infinity') AND coalesce(?, DATE 'infinity')
ORDER BY s.score DESC, s.doc DESC
LIMIT ?

-- name: documents
SELECT doc, version_id, place, published_first FROM word_index.document WHERE doc IN ($marks)

-- Standings lie in the order of dates: given the days as well, those of other days are not read.
-- name: those in force
SELECT version_id, article_id, published_first, iso_week, title, outlet, url
FROM standings_as_of('infinity'::TIMESTAMPTZ)
WHERE version_id IN ($marks) AND published_first IN ($days) AND is_lead

-- name: those in force, undated
SELECT version_id, article_id, published_first, iso_week, title, outlet, url
FROM standings_as_of('infinity'::TIMESTAMPTZ)
WHERE version_id IN ($marks) AND published_first IS NULL AND is_lead

-- One for each article shown: of a list of rows DuckDB reads all texts, of a single row those stored beside it.
-- name: text of a row
SELECT version_id, text FROM article_version WHERE rowid = ?

-- For the case that the rows lie elsewhere than when the index was made.
-- name: texts by version
SELECT version_id, text FROM article_version WHERE version_id IN ($marks)
