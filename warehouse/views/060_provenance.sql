-- The way back from a number to the words, and from a word to where it stands.

CREATE OR REPLACE MACRO why(wanted) AS TABLE
SELECT
  s.signal_id, s.signal_type, s.actor, s.speaker,
  v.text[s.char_start + 1 : s.char_end] AS evidence,
  v.text[n.char_start + 1 : n.char_end] AS sentence,
  s.rule, c.ruleset, v.title, o.outlet, a.url, a.origin, v.date_basis, v.date_note,
  v.text_sha256, v.raw_sha256, f.fetched_at, f.final_url,
  c.run_id, r.code_version, r.committed_at
FROM signal AS s
JOIN coding AS c ON c.coding_id = s.coding_id
JOIN run AS r ON r.run_id = c.run_id AND r.event = 'completed'
JOIN article_version AS v ON v.version_id = s.version_id
JOIN article AS a ON a.article_id = v.article_id
LEFT JOIN source AS o ON o.source_id = v.source_id
LEFT JOIN sentence AS n
  ON n.coding_id = s.coding_id AND s.char_start >= n.char_start AND s.char_start < n.char_end
LEFT JOIN retrieval AS f ON f.article_id = a.article_id AND f.raw_sha256 = v.raw_sha256
WHERE s.signal_id = wanted
QUALIFY row_number() OVER (ORDER BY r.committed_at DESC, n.char_start DESC, f.fetched_at) = 1;
COMMENT ON MACRO TABLE why IS 'From a signal back to its sentence, article, raw bytes, rule and run: FROM why(''...'').';

CREATE OR REPLACE MACRO kwic(word, width) AS TABLE
WITH split AS (
  SELECT
    article_id, title, iso_week, text,
    string_split_regex(text, '(?i)' || regexp_escape(word)) AS around,
    regexp_extract_all(text, '(?i)' || regexp_escape(word)) AS hits
  FROM articles
  WHERE word <> '' AND contains(lower(text), lower(word))
),
hit AS (
  SELECT *, unnest(range(1, len(hits) + 1)) AS nth FROM split
),
placed AS (
  SELECT
    *, hits[nth] AS keyword,
    (coalesce(list_sum([length(x) FOR x IN around[1:nth]]), 0)
      + coalesce(list_sum([length(x) FOR x IN hits[1:nth - 1]]), 0))::BIGINT AS char_start
  FROM hit
)
SELECT
  article_id, title, iso_week, char_start,
  text[greatest(char_start - width, 0) + 1 : char_start] AS words_before,
  keyword,
  text[char_start + length(keyword) + 1 : char_start + length(keyword) + width] AS words_after
FROM placed
ORDER BY iso_week, article_id, char_start;
COMMENT ON MACRO TABLE kwic IS 'Keyword in context: each place where a word stands, with so many characters on either side: FROM kwic(''ceasefire'', 60).';
