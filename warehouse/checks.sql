-- What must hold for the rows of a run. Each check selects the rows that break it, as one text each; it runs inside the
-- load's transaction, and a row found undoes the load. Without a run_id (NULL) it looks at everything.

-- name: article is there once
SELECT article_id FROM article
WHERE article_id IN (SELECT article_id FROM article WHERE run_id = coalesce($run_id, run_id))
GROUP BY article_id HAVING count(*) > 1;

-- name: article version is there once
SELECT version_id FROM article_version
WHERE version_id IN (SELECT version_id FROM article_version WHERE run_id = coalesce($run_id, run_id))
GROUP BY version_id HAVING count(*) > 1;

-- name: version tells one story
SELECT version_id FROM story_member
WHERE version_id IN (SELECT version_id FROM story_member WHERE run_id = coalesce($run_id, run_id))
GROUP BY version_id HAVING count(*) > 1;

-- name: source is there once
SELECT source_id FROM source
WHERE source_id IN (SELECT source_id FROM source WHERE run_id = coalesce($run_id, run_id))
GROUP BY source_id HAVING count(*) > 1;

-- name: retrieval is there once
SELECT retrieval_id FROM retrieval
WHERE retrieval_id IN (SELECT retrieval_id FROM retrieval WHERE run_id = coalesce($run_id, run_id))
GROUP BY retrieval_id HAVING count(*) > 1;

-- name: rejection is there once
SELECT rejection_id FROM rejection
WHERE rejection_id IN (SELECT rejection_id FROM rejection WHERE run_id = coalesce($run_id, run_id))
GROUP BY rejection_id HAVING count(*) > 1;

-- name: actor is there once
SELECT actor_row_id FROM actor
WHERE actor_row_id IN (SELECT actor_row_id FROM actor WHERE run_id = coalesce($run_id, run_id))
GROUP BY actor_row_id HAVING count(*) > 1;

-- name: run puts one coding of an article in force
SELECT run_id || ' ' || article_id FROM coding
WHERE run_id = coalesce($run_id, run_id)
GROUP BY run_id, article_id HAVING count(*) > 1;

-- name: signal is there once in its coding
SELECT coding_id || ' ' || signal_id FROM signal
WHERE coding_id IN (SELECT coding_id FROM signal WHERE run_id = coalesce($run_id, run_id))
GROUP BY coding_id, signal_id HAVING count(*) > 1;

-- name: version belongs to an article and a story
SELECT version_id FROM article_version
WHERE run_id = coalesce($run_id, run_id)
  AND (article_id NOT IN (SELECT article_id FROM article) OR version_id NOT IN (SELECT version_id FROM story_member));

-- name: version's source is there
SELECT version_id FROM article_version
WHERE run_id = coalesce($run_id, run_id) AND source_id IS NOT NULL AND source_id NOT IN (SELECT source_id FROM source);

-- name: coding belongs to a version of its article
SELECT c.coding_id FROM coding AS c
ANTI JOIN article_version AS v ON v.version_id = c.version_id AND v.article_id = c.article_id
WHERE c.run_id = coalesce($run_id, c.run_id);

-- name: signal belongs to a coding of its version
SELECT s.signal_id FROM signal AS s
ANTI JOIN coding AS c ON c.coding_id = s.coding_id AND c.version_id = s.version_id
WHERE s.run_id = coalesce($run_id, s.run_id);

-- name: condition belongs to a signal
SELECT d.coding_id || ' ' || d.signal_id FROM signal_condition AS d
ANTI JOIN signal AS s ON s.coding_id = d.coding_id AND s.signal_id = d.signal_id
WHERE d.run_id = coalesce($run_id, d.run_id);

-- name: signal's conditions are those of its rows
SELECT s.signal_id
FROM signal AS s
LEFT JOIN signal_condition AS d ON d.coding_id = s.coding_id AND d.signal_id = s.signal_id
WHERE s.run_id = coalesce($run_id, s.run_id)
GROUP BY s.coding_id, s.signal_id, s.conditions
HAVING count(DISTINCT d.ordinal) <> len(s.conditions)
  OR NOT coalesce(bool_and(d.condition = s.conditions[d.ordinal + 1]), true);

-- name: text is what was hashed
SELECT version_id FROM article_version WHERE run_id = coalesce($run_id, run_id) AND sha256(text) <> text_sha256;

-- name: signal's evidence lies in the text
SELECT s.signal_id || ' at ' || s.char_start || '-' || s.char_end
FROM signal AS s
JOIN article_version AS v ON v.version_id = s.version_id
WHERE s.run_id = coalesce($run_id, s.run_id)
  AND (s.char_start < 0 OR s.char_end > length(v.text) OR length(v.text[s.char_start + 1 : s.char_end]) = 0
    OR s.char_end <= s.char_start);

-- name: condition's words lie in the text
SELECT d.signal_id || ' ' || d.condition || ' at ' || d.char_start || '-' || d.char_end
FROM signal_condition AS d
JOIN signal AS s ON s.coding_id = d.coding_id AND s.signal_id = d.signal_id
JOIN article_version AS v ON v.version_id = s.version_id
WHERE d.run_id = coalesce($run_id, d.run_id) AND (d.char_start < 0 OR d.char_end > length(v.text) OR d.char_end < d.char_start);

-- name: sentence lies in the text
SELECT n.coding_id || ' at ' || n.char_start || '-' || n.char_end
FROM sentence AS n
JOIN coding AS c ON c.coding_id = n.coding_id
JOIN article_version AS v ON v.version_id = c.version_id
WHERE n.run_id = coalesce($run_id, n.run_id) AND (n.char_start < 0 OR n.char_end > length(v.text) OR n.char_end <= n.char_start);

-- name: quotation lies in the text
SELECT q.coding_id || ' at ' || q.char_start || '-' || q.char_end
FROM quote AS q
JOIN coding AS c ON c.coding_id = q.coding_id
JOIN article_version AS v ON v.version_id = c.version_id
WHERE q.run_id = coalesce($run_id, q.run_id) AND (q.char_start < 0 OR q.char_end > length(v.text) OR q.char_end < q.char_start);

-- name: dates are sane
SELECT v.version_id || ' dated ' || coalesce(v.published_first::VARCHAR, 'never') || ' to '
  || coalesce(v.published_last::VARCHAR, 'never')
FROM article_version AS v
JOIN run AS r ON r.run_id = v.run_id AND r.event = 'completed'
WHERE v.run_id = coalesce($run_id, v.run_id)
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

-- name: coding holds what it counts
SELECT c.coding_id
FROM coding AS c
WHERE c.run_id = coalesce($run_id, c.run_id)
  AND (
    c.signals <> (SELECT count(*) FROM signal AS s WHERE s.coding_id = c.coding_id)
    OR c.sentences <> (SELECT count(*) FROM sentence AS n WHERE n.coding_id = c.coding_id)
    OR c.quotes <> (SELECT count(*) FROM quote AS q WHERE q.coding_id = c.coding_id)
  );

-- name: run holds what it counts
SELECT run_id
FROM run AS r
WHERE r.run_id = coalesce($run_id, r.run_id) AND r.event = 'completed'
  AND (
    r.versions_added <> (SELECT count(*) FROM article_version AS v WHERE v.run_id = r.run_id)
    OR r.codings_added <> (SELECT count(*) FROM coding AS c WHERE c.run_id = r.run_id)
    OR r.signals_added <> (SELECT count(*) FROM signal AS s WHERE s.run_id = r.run_id)
    OR r.rejections_added <> (SELECT count(*) FROM rejection AS j WHERE j.run_id = r.run_id)
  );
