-- What is stored, read back to be coded anew or to be put in force again. `staged` is a batch of ids.

-- name: by_other_rules
SELECT coding_id
FROM codings_as_of('infinity'::TIMESTAMPTZ)
WHERE ruleset <> $ruleset
ORDER BY article_id;

-- Each coding in force that the run, or one of its batches, put there, with the coding before it; NULL: there was none.
-- name: before_run
WITH of_run AS (
  SELECT run_id
  FROM run
  WHERE event = 'completed' AND (run_id = $run_id OR starts_with(run_id, $run_id || '/'))
),
standing AS (
  SELECT c.coding_id, c.article_id, c.committed_at
  FROM codings_as_of('infinity'::TIMESTAMPTZ) AS c
  SEMI JOIN of_run AS o ON o.run_id = c.run_id
)
SELECT s.coding_id, arg_max(c.coding_id, r.committed_at) FILTER (r.committed_at < s.committed_at) AS earlier
FROM standing AS s
JOIN coding AS c ON c.article_id = s.article_id
JOIN run AS r ON r.run_id = c.run_id AND r.event = 'completed'
GROUP BY s.coding_id, s.article_id
ORDER BY s.article_id;

-- Retags of which any coding is in force still.
-- name: undoable
SELECT
  split_part(r.run_id, '/', 1) AS first_run_id, max(r.committed_at) AS last_commit, any_value(r.ruleset),
  sum(r.codings_added)::BIGINT
FROM run AS r
SEMI JOIN codings_as_of('infinity'::TIMESTAMPTZ) AS c ON c.run_id = r.run_id
WHERE r.event = 'completed' AND r.trigger = 'retag'
GROUP BY first_run_id
ORDER BY last_commit DESC;

-- Versions that an undo has put back in force, although this ruleset had coded them: they are not to be coded again.
-- name: undone
SELECT c.version_id
FROM codings_as_of('infinity'::TIMESTAMPTZ) AS c
SEMI JOIN (FROM run WHERE event = 'completed' AND trigger = 'undo') AS r ON r.run_id = c.run_id
SEMI JOIN (FROM coding WHERE ruleset = $ruleset) AS d ON d.version_id = c.version_id
SEMI JOIN staged AS w ON w.id = c.version_id;

-- name: article
SELECT
  c.coding_id, c.ruleset,
  v.article_id, v.text, v.title, s.outlet, v.authors, v.article_kind,
  v.published_first, v.published_last, v.date_precision, v.date_basis, v.date_note,
  a.url, a.origin, v.raw_sha256, v.flags, s.country, s.ownership, v.language
FROM (SELECT DISTINCT coding_id, version_id, ruleset FROM coding SEMI JOIN staged ON staged.id = coding.coding_id) AS c
JOIN article_version AS v ON v.version_id = c.version_id
JOIN article AS a ON a.article_id = v.article_id
LEFT JOIN source AS s ON s.source_id = v.source_id
ORDER BY v.article_id;

-- name: signal
SELECT
  coding_id, signal_id, char_start, char_end, signal_type, actor, person, target, speaker, attribution,
  conditions, timing, confidence, rule, voice, is_headline
FROM signal
SEMI JOIN staged ON staged.id = signal.coding_id
ORDER BY signal.rowid;

-- name: signal_condition
SELECT coding_id, signal_id, condition, char_start, char_end
FROM signal_condition
SEMI JOIN staged ON staged.id = signal_condition.coding_id
WHERE char_start IS NOT NULL
ORDER BY signal_condition.rowid;

-- name: sentence
SELECT coding_id, char_start, char_end, paragraph
FROM sentence
SEMI JOIN staged ON staged.id = sentence.coding_id
ORDER BY sentence.rowid;

-- name: quote
SELECT coding_id, char_start, char_end, level, open_mark, closed, speaker, person
FROM quote
SEMI JOIN staged ON staged.id = quote.coding_id
ORDER BY quote.rowid;
