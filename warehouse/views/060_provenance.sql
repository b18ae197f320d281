-- The way back from a number to the words, and from a word to where it stands.

-- A signal as it stands, or as it last stood. Run, code version, moment and pattern are those of the run that made the
-- coding, also where a later undo has put it in force again (that run: signals.run_id). The pattern is the one stored
-- with the coding's ruleset, else the newest by then: a wording that stays the same is stored once.
CREATE OR REPLACE MACRO why(wanted) AS TABLE
WITH told AS (
  FROM standing_signal
  WHERE signal_id = wanted
  QUALIFY row_number() OVER (ORDER BY standing_no DESC) = 1
),
made AS (
  FROM run
  WHERE event = 'completed'
    AND run_id IN (FROM coding SELECT run_id WHERE coding_id = (SELECT coding_id FROM told))
  QUALIFY row_number() OVER (ORDER BY committed_at) = 1
),
wording AS (
  SELECT w.pattern
  FROM rule AS w
  JOIN run AS r ON r.run_id = w.run_id AND r.event = 'completed'
  WHERE w.rule = (SELECT rule FROM told)
    AND (r.committed_at <= (SELECT committed_at FROM made) OR w.ruleset = (SELECT ruleset FROM told))
  QUALIFY row_number() OVER (
    ORDER BY w.ruleset = (SELECT ruleset FROM told) DESC, r.committed_at DESC, w.rule_row_id
  ) = 1
)
SELECT
  s.signal_id, s.signal_type, s.actor, s.speaker, s.evidence,
  v.text[n.char_start + 1 : n.char_end] AS sentence,
  s.rule, s.ruleset, s.title, s.outlet, s.url, s.origin, s.date_basis, s.date_note,
  v.text_sha256, v.raw_sha256, f.fetched_at, f.final_url,
  r.run_id, r.code_version, r.committed_at,
  s.is_shown AND NOT EXISTS (FROM standing_ended AS e WHERE e.standing_no = s.standing_no) AS is_in_force,
  (FROM wording) AS rule_pattern, s.label, s.labelled_by, l.note AS label_note, s.machine_type, s.machine_actor,
  s.article_id, s.version_id, s.coding_id, s.story_id, s.published_first, s.published_last,
  s.char_start, s.char_end,
  v.text[greatest(s.char_start - 300, 0) + 1 : s.char_start] AS words_before,
  v.text[s.char_end + 1 : s.char_end + 300] AS words_after
FROM told AS s
CROSS JOIN made AS r
JOIN article_version AS v ON v.version_id = s.version_id
LEFT JOIN sentence AS n
  ON n.coding_id = s.coding_id AND s.char_start >= n.char_start AND s.char_start < n.char_end
LEFT JOIN retrieval AS f ON f.article_id = s.article_id AND f.raw_sha256 = v.raw_sha256
LEFT JOIN label AS l ON l.label_id = s.label_id
QUALIFY row_number() OVER (ORDER BY n.char_start DESC, f.fetched_at) = 1;
COMMENT ON MACRO TABLE why IS 'From a signal back to its sentence, article, raw bytes, rule and the run that first coded it so, with the wording of the rule at that time: FROM why(''...'').';

-- Places are running sums, and the words around a place come from a block of the text that holds them all with the
-- block after it, so that the cost grows with the text and not with its square.
CREATE OR REPLACE MACRO kwic_as_of(ts, word, width, week) AS TABLE
WITH holding AS (
  SELECT article_id, title, iso_week, text, (greatest(2 * width + length(word), 4000))::BIGINT AS size
  FROM articles_as_of(ts)
  WHERE (week IS NULL OR iso_week = week) AND word <> '' AND contains(lower(text), lower(word))
),
part AS (
  SELECT
    article_id, title, iso_week, size,
    unnest(string_split_regex(text, '(?i)' || regexp_escape(word))) AS gap,
    unnest(regexp_extract_all(text, '(?i)' || regexp_escape(word))) AS keyword,
    generate_subscripts(string_split_regex(text, '(?i)' || regexp_escape(word)), 1) AS nth
  FROM holding
),
placed AS (
  SELECT
    article_id, title, iso_week, size, keyword,
    (sum(length(gap) + coalesce(length(keyword), 0)) OVER (PARTITION BY article_id ORDER BY nth)
      - length(keyword))::BIGINT AS char_start
  FROM part
),
block AS (
  SELECT
    article_id, unnest(range(0, length(text) + 1, size)) AS block_start,
    unnest([text[start + 1 : start + 2 * size] FOR start IN range(0, length(text) + 1, size)]) AS words
  FROM holding
)
SELECT
  p.article_id, p.title, p.iso_week, p.char_start,
  b.words[greatest(p.char_start - width, 0) - b.block_start + 1 : p.char_start - b.block_start] AS words_before,
  p.keyword,
  b.words[p.char_start - b.block_start + length(p.keyword) + 1
    : p.char_start - b.block_start + length(p.keyword) + width] AS words_after
FROM placed AS p
JOIN block AS b
  ON b.article_id = p.article_id AND b.block_start = greatest(p.char_start - width, 0) // p.size * p.size
WHERE p.keyword IS NOT NULL
ORDER BY p.iso_week, p.article_id, p.char_start;
COMMENT ON MACRO TABLE kwic_as_of IS 'kwic as it was at a moment, in one ISO week such as ''2022-W51'' or, with NULL, in all.';

CREATE OR REPLACE MACRO kwic(word, width) AS TABLE FROM kwic_as_of('infinity'::TIMESTAMPTZ, word, width, NULL);
COMMENT ON MACRO TABLE kwic IS 'Keyword in context: each place where a word stands, with so many characters on either side: FROM kwic(''ceasefire'', 60).';

CREATE OR REPLACE MACRO search_terms(words) AS
list_reverse_sort(list_transform(
  list_filter(list_distinct(string_split_regex(lower(words), '\s+')), lambda w: w <> ''), lambda w: {'n': length(w), 'w': w}
));
COMMENT ON MACRO search_terms IS 'The words of a search, the longest first, each with its length.';

CREATE OR REPLACE MACRO has_term(words, nth, title, body) AS
search_terms(words)[nth].w IS NULL
  OR regexp_matches(body, '(?i)' || regexp_escape(search_terms(words)[nth].w))
  OR regexp_matches(coalesce(title, ''), '(?i)' || regexp_escape(search_terms(words)[nth].w));
COMMENT ON MACRO has_term IS 'Whether the n-th word of a search stands in a title or a text; true where there are fewer words.';

-- The words are constants, so that each is one pass over the texts; the first five are looked for so, the rest row by row.
CREATE OR REPLACE MACRO search(words) AS TABLE
WITH hit AS (
  SELECT
    s.article_id, s.iso_week, s.published_first, s.title, s.outlet, s.url, s.story_id, s.is_lead, v.text,
    len(list_filter(search_terms(words), lambda t: contains(lower(coalesce(v.title, '')), t.w))) AS in_title
  FROM article_version AS v
  JOIN standings_as_of('infinity'::TIMESTAMPTZ) AS s ON s.version_id = v.version_id
  WHERE len(search_terms(words)) > 0
    AND has_term(words, 1, v.title, v.text) AND has_term(words, 2, v.title, v.text) AND has_term(words, 3, v.title, v.text)
    AND has_term(words, 4, v.title, v.text) AND has_term(words, 5, v.title, v.text)
    AND (len(search_terms(words)) <= 5 OR list_bool_and(list_transform(
      search_terms(words)[6:], lambda t: contains(lower(concat(v.title, ' ', v.text)), t.w))))
  ORDER BY in_title DESC, s.published_first DESC NULLS LAST, s.article_id
  LIMIT 1000
)
SELECT
  article_id, iso_week, published_first, title, outlet, url, story_id, is_lead,
  5 * in_title + list_sum(list_transform(search_terms(words), lambda t:
    (length(lower(text)) - length(replace(lower(text), t.w, ''))) // t.n))::BIGINT AS score,
  text[greatest(strpos(lower(text), search_terms(words)[1].w) - 60, 1)
    : greatest(strpos(lower(text), search_terms(words)[1].w) - 60, 1) + 160] AS excerpt
FROM hit
ORDER BY score DESC, published_first DESC NULLS LAST, article_id;
COMMENT ON MACRO TABLE search IS 'Articles that hold all of the words, as written but for case: FROM search(''ceasefire talks''). At most a thousand, those with the words in their title before others and the newer before the older; the score counts the words, five times in the title. For ranking by rarity: parley search.';
