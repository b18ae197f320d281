-- The index of `parley search`: which word stands how often in which article. It lies in a file of its own, attached as
-- word_index beside the read copy, and is made of segments: each refresh adds the articles that are not in it yet.

-- name: make
CREATE TABLE word_index.refresh (made_at TIMESTAMPTZ, known_until TIMESTAMPTZ, form VARCHAR);
CREATE TABLE word_index.document (doc INTEGER, version_id VARCHAR, published_first DATE, length INTEGER);
CREATE TABLE word_index.term (term_id INTEGER, term VARCHAR);
CREATE TABLE word_index.posting (term_id INTEGER, doc INTEGER, times USMALLINT, length INTEGER);

-- name: last change
SELECT max(committed_at) FROM run WHERE event = 'completed' AND changed

-- name: refreshes
SELECT made_at, known_until, form FROM word_index.refresh ORDER BY made_at DESC LIMIT 1

-- name: find new documents
CREATE OR REPLACE TEMP TABLE new_document AS
SELECT
  (coalesce((SELECT max(doc) FROM word_index.document), 0) + row_number() OVER (ORDER BY published_first, version_id))::INTEGER
    AS doc,
  version_id, published_first
FROM articles AS a
ANTI JOIN word_index.document AS d ON d.version_id = a.version_id
WHERE a.is_lead

-- name: count new documents
SELECT coalesce(min(doc), 0), coalesce(max(doc), -1) FROM new_document

-- name: read words
CREATE OR REPLACE TEMP TABLE word AS
WITH cut AS (
  SELECT
    n.doc,
    list_filter(
      string_split_regex(lower(strip_accents(concat_ws(' ', a.title, a.text))), '[^\p{L}\p{N}]+'),
      lambda word: length(word) > 1
    ) AS words
  FROM new_document AS n
  JOIN articles AS a ON a.version_id = n.version_id
  WHERE n.doc BETWEEN $first AND $last
),
told AS (
  SELECT doc, len(words)::INTEGER AS length, unnest(words) AS word FROM cut
)
SELECT doc, word, count(*) AS times, any_value(length) AS length FROM told GROUP BY doc, word

-- name: stem words
CREATE OR REPLACE TEMP TABLE stem_of AS
SELECT word, stem(word, 'porter') AS term FROM (SELECT DISTINCT word FROM word)

-- name: add terms
INSERT INTO word_index.term
SELECT
  (coalesce((SELECT max(term_id) FROM word_index.term), 0) + row_number() OVER (ORDER BY term))::INTEGER, term
FROM (SELECT DISTINCT term FROM stem_of)
ANTI JOIN word_index.term AS known USING (term)

-- name: add postings
INSERT INTO word_index.posting
SELECT t.term_id, w.doc, least(sum(w.times), 65535)::USMALLINT AS times, any_value(w.length)
FROM word AS w
JOIN stem_of AS s ON s.word = w.word
JOIN word_index.term AS t ON t.term = s.term
GROUP BY t.term_id, w.doc
ORDER BY t.term_id, w.doc

-- name: add documents
INSERT INTO word_index.document
SELECT n.doc, n.version_id, n.published_first, coalesce(any_value(w.length), 0)
FROM new_document AS n
LEFT JOIN word AS w ON w.doc = n.doc
WHERE n.doc BETWEEN $first AND $last
GROUP BY n.doc, n.version_id, n.published_first
ORDER BY n.doc

-- name: record
INSERT INTO word_index.refresh VALUES ($made_at, $known_until, $form)

-- name: size
SELECT count(*), coalesce(avg(length), 1) FROM word_index.document

-- name: terms of a question
SELECT t.term, t.term_id, count(p.doc) AS documents
FROM (
  SELECT DISTINCT stem(unnest(string_split_regex(lower(strip_accents($words)), '[^\p{L}\p{N}]+')), 'porter') AS term
) AS q
JOIN word_index.term AS t ON t.term = q.term
JOIN word_index.posting AS p ON p.term_id = t.term_id
GROUP BY t.term, t.term_id
ORDER BY documents

-- name: rank
WITH asked AS (
  SELECT unnest($term_ids)::INTEGER AS term_id, unnest($weights)::DOUBLE AS weight
),
scored AS (
  SELECT p.doc, sum(q.weight * p.times * 2.2 / (p.times + 1.2 * (0.25 + 0.75 * p.length / $usual_length))) AS score
  FROM word_index.posting AS p
  JOIN asked AS q ON q.term_id = p.term_id
  GROUP BY p.doc
)
SELECT d.version_id, s.score
FROM scored AS s
JOIN word_index.document AS d ON d.doc = s.doc
WHERE ($since IS NULL OR d.published_first >= $since) AND ($until IS NULL OR d.published_first <= $until)
ORDER BY s.score DESC, d.doc DESC
LIMIT $limit

-- name: shown articles
SELECT version_id, article_id, published_first, iso_week, title, outlet, url, text
FROM articles
WHERE list_contains($version_ids, version_id) AND is_lead
