-- What is told of the signals of articles: with standing.sql, which says of which articles something is to be told.

-- Whether there may be any: signals or labels of what is told anew, or of an article of which only the lead has changed.
-- To plan the statements below takes as long as to check 500 articles, and what is fetched often holds no signal.
-- name: any
SELECT EXISTS (FROM due WHERE has_signals OR is_labelled) OR EXISTS (
  FROM stating AS n
  ANTI JOIN due AS d ON d.standing_no = n.standing_no
  WHERE n.signals > 0 OR EXISTS (FROM label)
);

-- Texts are read for labels, and for signals that were stored before and whose words are in the text alone. That they are
-- few, and most often none, DuckDB knows of a table only.
-- name: to_read
CREATE OR REPLACE TEMP TABLE to_read AS FROM due WHERE is_labelled OR (has_signals AND NOT is_brought);

-- name: reading
CREATE OR REPLACE TEMP TABLE reading AS
SELECT d.*, v.text, v.text_sha256 FROM to_read AS d JOIN article_version AS v ON v.rowid = d.version_row;

-- What analysts said of the texts told anew, and which signal each label is about. A label is about the signal whose
-- words overlap its own by half of the shorter and which has the same id, else the type and actor that the tagger had
-- given, else those that the analyst gave, else the same actor. Of two labels about one signal the newer holds. A
-- signal that the tagger missed or has lost is added; a label that takes back an added signal hides it.
-- name: verdict
CREATE OR REPLACE TEMP TABLE verdict AS
WITH said AS (
  SELECT
    n.standing_no, n.coding_id, l.*,
    coalesce(l.signal_type, l.machine_type) AS claim_type, coalesce(l.actor, l.machine_actor) AS claim_actor
  FROM reading AS n
  JOIN label AS l ON l.text_sha256 = n.text_sha256
),
pair AS (
  SELECT
    l.standing_no, l.label_id, l.labelled_at, f.signal_id,
    least(f.char_end, l.char_end) - greatest(f.char_start, l.char_start) AS overlap,
    CASE
      WHEN f.signal_id = l.signal_id THEN 0
      WHEN f.signal_type = l.machine_type AND f.actor = l.machine_actor THEN 1
      WHEN f.signal_type = l.claim_type AND f.actor = l.claim_actor THEN 2
      WHEN l.verdict <> 'missed' AND f.actor IN (l.claim_actor, l.machine_actor) THEN 3
    END AS closeness
  FROM said AS l
  JOIN signal AS f ON f.coding_id = l.coding_id
  WHERE overlap * 2 >= least(f.char_end - f.char_start, l.char_end - l.char_start) AND closeness IS NOT NULL
),
about AS (
  FROM pair QUALIFY row_number() OVER (PARTITION BY standing_no, label_id ORDER BY closeness, overlap DESC, signal_id) = 1
),
found AS (
  FROM about QUALIFY row_number() OVER (PARTITION BY standing_no, signal_id ORDER BY labelled_at DESC, label_id DESC) = 1
),
alone AS (
  SELECT s.*, coalesce(s.signal_id, s.label_id) AS added_id
  FROM said AS s
  ANTI JOIN about AS a ON a.standing_no = s.standing_no AND a.label_id = s.label_id
  WHERE s.verdict IN ('missed', 'corrected') OR (
    s.verdict = 'wrong' AND EXISTS (FROM said AS o WHERE o.standing_no = s.standing_no AND o.label_id = s.signal_id)
  )
),
added AS (
  FROM alone
  QUALIFY row_number() OVER (PARTITION BY standing_no, added_id ORDER BY labelled_at DESC, label_id DESC) = 1
    AND (verdict = 'wrong' OR row_number() OVER (
      PARTITION BY standing_no, char_start, char_end, claim_type, claim_actor, verdict = 'wrong'
      ORDER BY labelled_at DESC, label_id DESC) = 1)
)
SELECT s.*, f.signal_id AS about_id, NULL AS added_id
FROM said AS s
JOIN found AS f ON f.standing_no = s.standing_no AND f.label_id = s.label_id
UNION ALL BY NAME
SELECT *, NULL AS about_id FROM added;

-- A signal counts for net stance when it is current, in the actor's own or in the narrating voice, outside the headline,
-- in the lead copy of its story, dated within one ISO week, and repeats no other of its article (column repeats of the
-- table signal: a pull quote). It repeats none where analysts took the fuller signal away, or gave the two different types
-- or actors. What an analyst adds is a headline where the title, on lines of its own, holds its words.
-- name: state_signals
INSERT INTO standing_signal BY NAME
WITH found AS (
  SELECT d.standing_no, f.* FROM due AS d JOIN brought AS f ON f.coding_id = d.coding_id
  UNION ALL BY NAME
  SELECT v.standing_no, f.*, v.text[f.char_start + 1 : f.char_end] AS evidence
  FROM (FROM reading WHERE has_signals AND NOT is_brought) AS v
  JOIN signal AS f ON f.coding_id = v.coding_id
),
headline AS (
  SELECT
    v.standing_no,
    regexp_extract(v.text, '(?m)^\s*(' || array_to_string(
      [regexp_escape(w) FOR w IN string_split_regex(trim(n.title), '\s+')], '\s+') || ')\s*$', 1) AS words,
    strpos(v.text, words) - 1 AS char_start
  FROM reading AS v
  JOIN stating AS n ON n.standing_no = v.standing_no
  WHERE v.standing_no IN (SELECT standing_no FROM verdict WHERE about_id IS NULL) AND trim(n.title) <> ''
),
tagged AS (
  SELECT
    f.standing_no, f.signal_id, f.char_start, f.char_end, f.evidence, f.is_headline, f.repeats, f.rule, f.confidence,
    f.signal_type AS machine_type, f.actor AS machine_actor, l.verdict AS label, l.label_id, l.coder AS labelled_by,
    coalesce(l.signal_type, f.signal_type) AS signal_type, coalesce(l.actor, f.actor) AS actor,
    if(l.verdict = 'corrected', l.person, f.person) AS person,
    if(l.verdict = 'corrected', l.target, f.target) AS target,
    coalesce(l.speaker, f.speaker) AS speaker,
    coalesce(l.attribution, f.attribution) AS attribution,
    coalesce(l.timing, f.timing) AS timing,
    coalesce(l.conditions, f.conditions) AS conditions,
    if(l.verdict IN ('corrected', 'missed'), NULL, f.voice) AS voice
  FROM found AS f
  LEFT JOIN verdict AS l ON l.standing_no = f.standing_no AND l.about_id = f.signal_id
  UNION ALL BY NAME
  SELECT
    l.standing_no, l.added_id AS signal_id, l.char_start, l.char_end,
    v.text[l.char_start + 1 : l.char_end] AS evidence,
    coalesce(l.char_start >= h.char_start AND l.char_end <= h.char_start + length(h.words), false) AS is_headline,
    l.verdict AS label, l.label_id, l.coder AS labelled_by, l.claim_type AS signal_type, l.claim_actor AS actor,
    l.person, l.target, coalesce(l.speaker, l.claim_actor) AS speaker, l.attribution,
    coalesce(l.timing, 'current') AS timing, coalesce(l.conditions, []) AS conditions
  FROM verdict AS l
  JOIN reading AS v ON v.standing_no = l.standing_no
  LEFT JOIN headline AS h ON h.standing_no = l.standing_no
  WHERE l.about_id IS NULL
),
side AS (
  SELECT actor_id, max(side) AS side FROM actor WHERE kind = 'party' AND side IS NOT NULL GROUP BY actor_id
),
voiced AS (
  SELECT
    t.* REPLACE (
      coalesce(t.voice, CASE
        WHEN t.actor = 'author' THEN 'author'
        WHEN t.actor = 'analyst' OR t.speaker = 'analyst' THEN 'analyst'
        WHEN t.speaker = 'anonymous' THEN 'anonymous'
        WHEN t.speaker = 'author' THEN 'narrated'
        WHEN t.speaker = t.actor THEN 'own'
        WHEN t.speaker = t.target OR a.side <> s.side THEN 'adversary'
        ELSE 'third-party'
      END) AS voice
    ),
    CASE
      WHEN t.signal_type IN ('agreement', 'talks', 'concession', 'offer', 'willing', 'mediate', 'endorse', 'appeal') THEN 1
      ELSE -1
    END AS direction
  FROM tagged AS t
  LEFT JOIN side AS a ON a.actor_id = t.actor
  LEFT JOIN side AS s ON s.actor_id = t.speaker
),
named AS (
  SELECT
    t.*,
    t.label IS DISTINCT FROM 'wrong' AS is_shown,
    coalesce(actor_is.name, t.actor) AS actor_name,
    coalesce(person_is.name, t.person) AS person_name,
    coalesce(target_is.name, t.target) AS target_name,
    coalesce(speaker_is.name, t.speaker) AS speaker_name
  FROM voiced AS t
  LEFT JOIN called AS actor_is ON actor_is.actor_id = t.actor
  LEFT JOIN called AS person_is ON person_is.actor_id = t.person
  LEFT JOIN called AS target_is ON target_is.actor_id = t.target
  LEFT JOIN called AS speaker_is ON speaker_is.actor_id = t.speaker
  UNION ALL BY NAME
  SELECT
    n.standing_no, f.signal_id, f.char_start, f.char_end, f.is_headline, f.repeats, f.rule, f.confidence, f.machine_type,
    f.machine_actor, f.label, f.label_id, f.labelled_by, f.signal_type, f.direction, f.actor, f.person, f.target, f.speaker,
    f.attribution, f.timing, f.conditions, f.voice, f.evidence, f.is_shown, f.actor_name, f.person_name, f.target_name,
    f.speaker_name
  FROM standing_signal AS f
  JOIN (FROM stating ANTI JOIN due ON due.standing_no = stating.standing_no) AS n ON n.before_no = f.standing_no
),
judged AS (
  SELECT
    t.*,
    t.timing = 'current' AND t.voice IN ('own', 'narrated') AND NOT t.is_headline
      AND n.is_lead AND n.dating = 'within' AND f.signal_id IS NULL AND t.is_shown AS counted
  FROM named AS t
  JOIN stating AS n ON n.standing_no = t.standing_no
  LEFT JOIN named AS f
    ON f.standing_no = t.standing_no AND f.signal_id = t.repeats AND f.is_shown
    AND f.actor = t.actor AND f.signal_type = t.signal_type
),
net AS (
  SELECT
    standing_no, arg_min(signal_id, (char_start, char_end, signal_id)) AS signal_id, sum(direction) / count(*) AS story_net
  FROM judged
  WHERE counted
  GROUP BY standing_no, actor
)
SELECT
  t.*, e.story_net, $at::TIMESTAMPTZ AS since, n.* EXCLUDE (standing_no, before_no, signals, text_length, flags, language)
FROM judged AS t
JOIN stating AS n ON n.standing_no = t.standing_no
LEFT JOIN net AS e ON e.standing_no = t.standing_no AND e.signal_id = t.signal_id;
