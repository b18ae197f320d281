-- What is stored, read back to be coded anew or to be put in force again. `staged` is a batch of ids.

-- name: by_other_rules
SELECT coding_id
FROM codings_as_of('infinity'::TIMESTAMPTZ)
WHERE ruleset <> $ruleset
ORDER BY article_id;

-- Each coding in force that the retag or undo, or one of its batches, put there, though another may have put it there
-- again since; with the coding of the same version that it had replaced. NULL: there was none.
-- name: before_run
WITH put AS (
  SELECT c.coding_id, c.version_id, c.article_id, r.committed_at
  FROM run AS r
  JOIN coding AS c ON c.run_id = r.run_id
  SEMI JOIN codings_as_of('infinity'::TIMESTAMPTZ) AS s ON s.coding_id = c.coding_id
  WHERE r.event = 'completed' AND r.trigger IN ('retag', 'undo')
    AND (r.run_id = $run_id OR starts_with(r.run_id, $run_id || '/'))
)
SELECT
  p.coding_id,
  arg_max(c.coding_id, r.committed_at) FILTER (r.committed_at < p.committed_at AND c.coding_id <> p.coding_id) AS earlier
FROM put AS p
JOIN coding AS c ON c.version_id = p.version_id
JOIN run AS r ON r.run_id = c.run_id AND r.event = 'completed'
GROUP BY p.coding_id, p.article_id
ORDER BY p.article_id;

-- Retags of which any coding is in force, whether since then or put back by an undo.
-- name: undoable
SELECT
  split_part(r.run_id, '/', 1) AS first_run_id, max(r.committed_at) AS last_commit, any_value(r.ruleset),
  sum(r.codings_added)::BIGINT
FROM run AS r
SEMI JOIN (
  FROM coding AS p SEMI JOIN codings_as_of('infinity'::TIMESTAMPTZ) AS s ON s.coding_id = p.coding_id
) AS c ON c.run_id = r.run_id
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
