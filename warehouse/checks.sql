-- What must hold for the rows of a run. Each check selects the rows that break it, as one text each; it runs inside the
-- load's transaction, and a row found undoes the load. Without a run_id (NULL) it looks at everything; the condition is
-- written so that DuckDB sees a constant and leaves out the rows of other runs unread. `of` names the tables without new
-- rows of the run in which the check can find nothing: to plan it takes as long as to check hundreds of rows.

-- name: article is there once
-- of: article
SELECT article_id FROM article
WHERE article_id IN (SELECT article_id FROM article WHERE ($run_id IS NULL OR run_id = $run_id))
GROUP BY article_id HAVING count(*) > 1;

-- name: article version is there once
-- of: article_version
SELECT version_id FROM article_version
WHERE version_id IN (SELECT version_id FROM article_version WHERE ($run_id IS NULL OR run_id = $run_id))
GROUP BY version_id HAVING count(*) > 1;

-- name: version tells one story
-- of: story_member
SELECT version_id FROM story_member
WHERE version_id IN (SELECT version_id FROM story_member WHERE ($run_id IS NULL OR run_id = $run_id))
GROUP BY version_id HAVING count(*) > 1;

-- name: source is there once
-- of: source
SELECT source_id FROM source
WHERE source_id IN (SELECT source_id FROM source WHERE ($run_id IS NULL OR run_id = $run_id))
GROUP BY source_id HAVING count(*) > 1;

-- name: retrieval is there once
-- of: retrieval
SELECT retrieval_id FROM retrieval
WHERE retrieval_id IN (SELECT retrieval_id FROM retrieval WHERE ($run_id IS NULL OR run_id = $run_id))
GROUP BY retrieval_id HAVING count(*) > 1;

-- name: rejection is there once
-- of: rejection
SELECT rejection_id FROM rejection
WHERE rejection_id IN (SELECT rejection_id FROM rejection WHERE ($run_id IS NULL OR run_id = $run_id))
GROUP BY rejection_id HAVING count(*) > 1;

-- name: actor is there once
-- of: actor
SELECT actor_row_id FROM actor
WHERE actor_row_id IN (SELECT actor_row_id FROM actor WHERE ($run_id IS NULL OR run_id = $run_id))
GROUP BY actor_row_id HAVING count(*) > 1;

-- name: run puts one coding of an article in force
-- of: coding
SELECT run_id || ' ' || article_id FROM coding
WHERE ($run_id IS NULL OR run_id = $run_id)
GROUP BY run_id, article_id HAVING count(*) > 1;

-- name: signal is there once in its coding
-- of: signal
SELECT coding_id || ' ' || signal_id FROM signal
WHERE ($run_id IS NULL OR run_id = $run_id)
GROUP BY coding_id, signal_id HAVING count(*) > 1;

-- name: version belongs to an article and a story
-- of: article_version
SELECT v.version_id FROM article_version AS v
ANTI JOIN article AS a ON a.article_id = v.article_id
WHERE ($run_id IS NULL OR v.run_id = $run_id)
UNION
SELECT v.version_id FROM article_version AS v
ANTI JOIN story_member AS m ON m.version_id = v.version_id
WHERE ($run_id IS NULL OR v.run_id = $run_id);

-- name: version's source is there
-- of: article_version
SELECT version_id FROM article_version
WHERE ($run_id IS NULL OR run_id = $run_id) AND source_id IS NOT NULL AND source_id NOT IN (SELECT source_id FROM source);

-- name: coding belongs to a version of its article
-- of: coding
SELECT c.coding_id FROM coding AS c
ANTI JOIN article_version AS v ON v.version_id = c.version_id AND v.article_id = c.article_id
WHERE ($run_id IS NULL OR c.run_id = $run_id);

-- name: signal belongs to a coding of its version
-- of: signal
SELECT s.signal_id FROM signal AS s
ANTI JOIN (FROM coding WHERE ($run_id IS NULL OR run_id = $run_id)) AS c
  ON c.coding_id = s.coding_id AND c.version_id = s.version_id AND c.run_id = s.run_id
WHERE ($run_id IS NULL OR s.run_id = $run_id);

-- name: condition belongs to a signal
-- of: signal_condition
SELECT d.coding_id || ' ' || d.signal_id FROM signal_condition AS d
ANTI JOIN (FROM signal WHERE ($run_id IS NULL OR run_id = $run_id)) AS s
  ON s.coding_id = d.coding_id AND s.signal_id = d.signal_id
WHERE ($run_id IS NULL OR d.run_id = $run_id);

-- name: signal's conditions are those of its rows
-- of: signal
SELECT s.signal_id
FROM signal AS s
LEFT JOIN (
  SELECT coding_id, signal_id, list(condition ORDER BY ordinal) AS conditions
  FROM (SELECT DISTINCT coding_id, signal_id, ordinal, condition FROM signal_condition
    WHERE ($run_id IS NULL OR run_id = $run_id))
  GROUP BY coding_id, signal_id
) AS d ON d.coding_id = s.coding_id AND d.signal_id = s.signal_id
WHERE ($run_id IS NULL OR s.run_id = $run_id) AND s.conditions IS DISTINCT FROM coalesce(d.conditions, []);

-- name: text is what was hashed
-- of: article_version
SELECT version_id FROM article_version WHERE ($run_id IS NULL OR run_id = $run_id) AND sha256(text) <> text_sha256;

-- Where words stand is held to the length of the text, which the standing of each coding in force keeps; that the length
-- is the text's is a check of its own, so that no check on an hour's rows reads other texts.
-- name: signal's evidence lies in the text
-- of: signal
SELECT s.signal_id || ' at ' || s.char_start || '-' || s.char_end
FROM signal AS s
JOIN (SELECT DISTINCT coding_id, text_length FROM standing WHERE ($run_id IS NULL OR since_run_id = $run_id)) AS n
  ON n.coding_id = s.coding_id
WHERE ($run_id IS NULL OR s.run_id = $run_id)
  AND (s.char_start < 0 OR s.char_end > n.text_length OR s.char_end <= s.char_start);

-- name: condition's words lie in the text
-- of: signal_condition
SELECT d.signal_id || ' ' || d.condition || ' at ' || d.char_start || '-' || d.char_end
FROM signal_condition AS d
JOIN (SELECT DISTINCT coding_id, text_length FROM standing WHERE ($run_id IS NULL OR since_run_id = $run_id)) AS n
  ON n.coding_id = d.coding_id
WHERE ($run_id IS NULL OR d.run_id = $run_id) AND (d.char_start < 0 OR d.char_end > n.text_length OR d.char_end < d.char_start);

-- name: sentence lies in the text
-- of: sentence
SELECT s.coding_id || ' at ' || s.char_start || '-' || s.char_end
FROM sentence AS s
JOIN (SELECT DISTINCT coding_id, text_length FROM standing WHERE ($run_id IS NULL OR since_run_id = $run_id)) AS n
  ON n.coding_id = s.coding_id
WHERE ($run_id IS NULL OR s.run_id = $run_id) AND (s.char_start < 0 OR s.char_end > n.text_length OR s.char_end <= s.char_start);

-- name: signal lies within a sentence of its coding
-- of: signal
SELECT f.signal_id || ' at ' || f.char_start || '-' || f.char_end
FROM signal AS f
ANTI JOIN (FROM sentence WHERE ($run_id IS NULL OR run_id = $run_id)) AS s
  ON s.coding_id = f.coding_id AND s.char_start <= f.char_start AND s.char_end >= f.char_end
WHERE ($run_id IS NULL OR f.run_id = $run_id);

-- name: quotation lies in the text
-- of: quote
SELECT q.coding_id || ' at ' || q.char_start || '-' || q.char_end
FROM quote AS q
JOIN (SELECT DISTINCT coding_id, text_length FROM standing WHERE ($run_id IS NULL OR since_run_id = $run_id)) AS n
  ON n.coding_id = q.coding_id
WHERE ($run_id IS NULL OR q.run_id = $run_id) AND (q.char_start < 0 OR q.char_end > n.text_length OR q.char_end < q.char_start);

-- name: standing knows its text's length
SELECT s.standing_no
FROM standing AS s
JOIN (
  SELECT version_id, length(text) AS text_length FROM article_version WHERE ($run_id IS NULL OR run_id = $run_id)
) AS v ON v.version_id = s.version_id
WHERE ($run_id IS NULL OR s.since_run_id = $run_id) AND s.text_length <> v.text_length;

-- name: evidence is the text at its offsets
SELECT f.signal_id || ' at ' || f.char_start || '-' || f.char_end
FROM standing_signal AS f
JOIN article_version AS v ON v.version_id = f.version_id
WHERE ($run_id IS NULL OR f.run_id = $run_id) AND ($run_id IS NULL OR v.run_id = $run_id)
  AND f.evidence IS DISTINCT FROM substring(v.text, f.char_start + 1, f.char_end - f.char_start);

-- name: coding put in force is told
-- of: coding
SELECT c.coding_id FROM coding AS c
ANTI JOIN standing AS s ON s.coding_id = c.coding_id AND s.run_id = c.run_id
WHERE ($run_id IS NULL OR c.run_id = $run_id);

-- name: article has one standing, of the coding put in force last
SELECT s.article_id
FROM standing AS s
ANTI JOIN standing_ended AS e ON e.standing_no = s.standing_no
WHERE s.article_id IN (SELECT article_id FROM standing WHERE ($run_id IS NULL OR since_run_id = $run_id))
GROUP BY s.article_id
HAVING count(*) <> 1 OR max(s.committed_at) < (
  SELECT max(r.committed_at)
  FROM coding AS c
  JOIN run AS r ON r.run_id = c.run_id AND r.event = 'completed'
  WHERE c.article_id = s.article_id
);

-- name: story has one lead
SELECT s.story_id
FROM standing AS s
ANTI JOIN standing_ended AS e ON e.standing_no = s.standing_no
WHERE s.story_id IN (SELECT story_id FROM standing WHERE ($run_id IS NULL OR since_run_id = $run_id))
GROUP BY s.story_id HAVING count(*) FILTER (s.is_lead) <> 1;

-- name: story is told by an article
-- of: story_member
SELECT DISTINCT story_id FROM story_member AS m
ANTI JOIN article_version AS v ON v.version_id = m.version_id
WHERE ($run_id IS NULL OR m.run_id = $run_id);

-- name: standing holds the signals of its coding
SELECT s.standing_no
FROM standing AS s
LEFT JOIN standing_signal AS f ON f.standing_no = s.standing_no
WHERE ($run_id IS NULL OR s.since_run_id = $run_id)
GROUP BY s.standing_no, s.signals
HAVING count(f.signal_id) FILTER (f.machine_type IS NOT NULL) <> s.signals;

-- name: label is there once
-- of: label
SELECT label_id FROM label
WHERE label_id IN (SELECT label_id FROM label WHERE ($run_id IS NULL OR run_id = $run_id))
GROUP BY label_id HAVING count(*) > 1;

-- name: dates are sane
-- of: article_version
SELECT v.version_id || ' dated ' || coalesce(v.published_first::VARCHAR, 'never') || ' to '
  || coalesce(v.published_last::VARCHAR, 'never')
FROM article_version AS v
JOIN run AS r ON r.run_id = v.run_id AND r.event = 'completed'
WHERE ($run_id IS NULL OR v.run_id = $run_id)
  AND (
    (v.published_first IS NULL) <> (v.published_last IS NULL)
    OR (v.published_first IS NULL) <> (v.date_precision IS NULL)
    OR (v.published_first IS NULL) <> (v.date_basis IS NULL)
    OR v.published_last < v.published_first
    OR (v.date_precision = 'day' AND v.published_last <> v.published_first)
    OR (v.date_precision = 'week' AND v.published_last > v.published_first + 6)
    OR v.published_first < DATE '1900-01-01'
    OR v.published_last > r.committed_at::DATE + 366
  );

-- Put in force again, a coding adds no rows of its own.
-- name: coding holds what it counts
-- of: signal, sentence, quote
WITH held AS (
  SELECT coding_id, run_id, count(*) AS signals, 0 AS sentences, 0 AS quotes
  FROM signal WHERE ($run_id IS NULL OR run_id = $run_id) GROUP BY ALL
  UNION ALL
  SELECT coding_id, run_id, 0, count(*), 0 FROM sentence WHERE ($run_id IS NULL OR run_id = $run_id) GROUP BY ALL
  UNION ALL
  SELECT coding_id, run_id, 0, 0, count(*) FROM quote WHERE ($run_id IS NULL OR run_id = $run_id) GROUP BY ALL
)
SELECT c.coding_id
FROM coding AS c
JOIN held AS h ON h.coding_id = c.coding_id AND h.run_id = c.run_id
WHERE ($run_id IS NULL OR c.run_id = $run_id)
GROUP BY c.coding_id, c.run_id, c.signals, c.sentences, c.quotes
HAVING sum(h.signals) NOT IN (0, c.signals) OR sum(h.sentences) NOT IN (0, c.sentences) OR sum(h.quotes) NOT IN (0, c.quotes);

-- name: run holds what it counts
SELECT run_id
FROM run AS r
WHERE ($run_id IS NULL OR r.run_id = $run_id) AND r.event = 'completed'
  AND (
    r.versions_added <> (SELECT count(*) FROM article_version AS v WHERE v.run_id = r.run_id)
    OR r.codings_added <> (SELECT count(*) FROM coding AS c WHERE c.run_id = r.run_id)
    OR r.signals_added <> (SELECT count(*) FROM signal AS s WHERE s.run_id = r.run_id)
    OR r.rejections_added <> (SELECT count(*) FROM rejection AS j WHERE j.run_id = r.run_id)
    OR r.codings_added > (SELECT count(*) FROM standing AS s WHERE s.since_run_id = r.run_id)
  );
