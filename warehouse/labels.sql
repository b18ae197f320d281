-- Signals as an analyst is shown them, and labels as they were given. `staged` is a batch of ids.

-- The signals that the tagger is least sure of, and on which no analyst has spoken yet.
-- name: least_sure
WITH chosen AS (
  SELECT *
  FROM signals
  WHERE label IS NULL
    AND ($signal_type IS NULL OR signal_type = $signal_type)
    AND ($actor IS NULL OR actor = $actor)
    AND ($week IS NULL OR iso_week = $week)
  ORDER BY confidence, signal_id
  LIMIT $limit
)
SELECT
  c.signal_id, c.article_id, c.version_id, v.text_sha256, c.char_start, c.char_end, c.evidence,
  c.machine_type, c.machine_actor, c.signal_type, c.actor, c.person, c.target, c.speaker, c.attribution, c.timing,
  c.conditions, c.confidence, c.rule, c.title, c.outlet, c.iso_week, c.url, c.label,
  v.text[greatest(c.char_start - $around, 0) + 1 : c.char_start] AS words_before,
  v.text[c.char_end + 1 : c.char_end + $around] AS words_after
FROM chosen AS c
JOIN article_version AS v ON v.version_id = c.version_id
ORDER BY c.confidence, c.signal_id;

-- Signals by id, as they were told last, whether or not they are in force still: a sheet may be older than a retag.
-- name: told
WITH newest AS (
  SELECT f.*
  FROM standing_signal AS f
  SEMI JOIN staged AS w ON w.id = f.signal_id
  QUALIFY row_number() OVER (PARTITION BY f.signal_id ORDER BY f.standing_no DESC) = 1
)
SELECT
  c.signal_id, c.article_id, c.version_id, v.text_sha256, c.char_start, c.char_end, c.evidence,
  c.machine_type, c.machine_actor, c.signal_type, c.actor, c.person, c.target, c.speaker, c.attribution, c.timing,
  c.conditions, c.confidence, c.rule, c.title, c.outlet, c.iso_week, c.url, c.label,
  v.text[greatest(c.char_start - $around, 0) + 1 : c.char_start] AS words_before,
  v.text[c.char_end + 1 : c.char_end + $around] AS words_after
FROM newest AS c
JOIN article_version AS v ON v.version_id = c.version_id;

-- name: texts
SELECT a.article_id, a.version_id, v.text_sha256, v.text
FROM articles AS a
SEMI JOIN staged AS w ON w.id = a.article_id
JOIN article_version AS v ON v.version_id = a.version_id;

-- What each analyst said last of each place, so that the same sheet read twice says nothing new. Left out is what a
-- newer label on the same words contradicts (who does so is as in the view labels): said again, it is news.
-- name: given
WITH newest AS (
  SELECT label.*
  FROM label
  SEMI JOIN staged AS w ON w.id = label.text_sha256
  QUALIFY row_number() OVER (
    PARTITION BY text_sha256, char_start, char_end, signal_id, coder ORDER BY labelled_at DESC, label_id DESC
  ) = 1
)
SELECT
  signal_id, article_id, version_id, text_sha256, char_start, char_end, evidence, machine_type, machine_actor,
  verdict, signal_type, actor, person, target, speaker, attribution, timing, conditions, note, coder, labelled_at
FROM newest AS o
ANTI JOIN newest AS n
  ON n.text_sha256 = o.text_sha256 AND (n.labelled_at, n.label_id) > (o.labelled_at, o.label_id)
  AND 2 * (least(n.char_end, o.char_end) - greatest(n.char_start, o.char_start))
    >= least(n.char_end - n.char_start, o.char_end - o.char_start)
  AND (n.signal_id IN (o.signal_id, o.label_id) OR coalesce(n.machine_actor, n.actor) IN (o.machine_actor, o.actor))
  AND (n.verdict, n.signal_type, n.actor, n.person, n.target, n.speaker, n.attribution, n.timing, n.conditions)
    IS DISTINCT FROM
    (o.verdict, o.signal_type, o.actor, o.person, o.target, o.speaker, o.attribution, o.timing, o.conditions);

-- name: conflicts
SELECT
  signal_id, article_id, evidence, machine_type, machine_actor, coders, verdicts, claims, prevailing_coder, differ_in
FROM label_conflicts
ORDER BY article_id, char_start, char_end;

-- Texts that analysts have labelled, with the labels that hold: the newest on each signal.
-- name: judged
WITH holding AS (
  SELECT *
  FROM labels
  WHERE effect <> 'superseded'
  QUALIFY row_number() OVER (
    PARTITION BY text_sha256, coalesce(signal_id, label_id) ORDER BY labelled_at DESC, label_id DESC
  ) = 1
),
-- Several codings may have a signal of that id, and differ in what else they say of it: the analyst saw the one that was
-- told last by then.
seen AS (
  SELECT
    l.label_id, l.signal_id,
    coalesce(
      arg_max(f.coding_id, f.since) FILTER (f.since <= l.labelled_at), arg_min(f.coding_id, f.since)
    ) AS coding_id
  FROM label AS l
  JOIN standing_signal AS f ON f.signal_id = l.signal_id
  GROUP BY l.label_id, l.signal_id
)
SELECT
  h.text_sha256, v.text, v.title, v.published_first, h.char_start, h.char_end, h.verdict,
  h.machine_type, h.machine_actor, h.signal_type, h.actor, h.person, h.target, h.speaker, h.attribution, h.timing,
  h.conditions, f.person, f.target, f.speaker, f.attribution, f.timing, f.conditions
FROM holding AS h
JOIN article_version AS v ON v.version_id = h.version_id
LEFT JOIN seen AS s ON s.label_id = h.label_id
LEFT JOIN signal AS f ON f.coding_id = s.coding_id AND f.signal_id = s.signal_id
ORDER BY h.text_sha256, h.char_start, h.char_end, h.label_id;
