-- The week's doubts of another party's word, each with the claim it answers, and the words that stand before the doubt.
-- The claim is not the doubter's own word and no more than fourteen days older; in one article it stands above the doubt.
-- Of several: one of the same article, of the body rather than a title, in the party's own words, between quotation
-- marks, the surest, the latest. A doubt that several copies repeat shows once.
WITH doubt AS (
  SELECT *, dense_rank() OVER (ORDER BY actor, target, evidence) AS said
  FROM signals_as_of($as_of::TIMESTAMPTZ)
  WHERE week_start = $week_start::DATE
    AND signal_type = 'doubt' AND timing = 'current' AND actor <> target AND actor NOT IN ('author', 'analyst')
    AND NOT is_headline
),
claim AS (
  SELECT *
  FROM signals_as_of($as_of::TIMESTAMPTZ)
  WHERE week_start BETWEEN $week_start::DATE - 14 AND $week_start::DATE
    AND timing = 'current' AND signal_type IN ('offer', 'willing', 'concession', 'agreement', 'talks')
    AND voice <> 'adversary' AND (actor IN (SELECT target FROM doubt) OR actor IN (SELECT actor FROM doubt))
),
nearest AS (
  SELECT
    d.said,
    arg_min(
      {'claim_id': c.signal_id, 'doubt_id': d.signal_id},
      (
        c.article_id <> d.article_id, c.is_headline,
        CASE c.voice WHEN 'own' THEN 0 WHEN 'narrated' THEN 1 ELSE 2 END, c.attribution <> 'direct',
        -coalesce(c.confidence, 1), -epoch(c.published_first), c.signal_id, d.signal_id
      )
    ) AS pair
  FROM doubt AS d
  JOIN claim AS c
    ON c.actor = d.target AND c.speaker IS DISTINCT FROM d.actor
    AND c.published_first BETWEEN d.published_first - 14 AND d.published_first
    AND (c.article_id <> d.article_id OR c.char_start < d.char_start)
  -- What is told of the doubter in the very same words is not the other party's.
  ANTI JOIN claim AS o
    ON o.article_id = c.article_id AND o.char_start = c.char_start AND o.char_end = c.char_end AND o.actor = d.actor
  GROUP BY d.said
),
-- Texts are reached by row: by id, all would be read.
place AS (
  SELECT version_id, rowid AS version_row
  FROM article_version
  WHERE version_id IN (SELECT d.version_id FROM doubt AS d JOIN nearest AS n ON n.pair.doubt_id = d.signal_id)
)
SELECT
  c.signal_id AS claim_signal_id, d.signal_id AS doubt_signal_id, c.actor, c.actor_name, c.signal_type AS claim_type,
  c.evidence AS claim_evidence, c.person_name AS claim_person_name, c.outlet AS claim_outlet, c.title AS claim_title,
  c.published_first AS claim_on, c.published_last AS claim_last_on, c.url AS claim_url, c.voice AS claim_voice,
  c.is_headline AS claim_is_headline,
  d.actor AS doubter, d.actor_name AS doubter_name, d.evidence AS doubt_evidence, d.person_name AS doubt_person_name,
  d.outlet AS doubt_outlet, d.title AS doubt_title, d.published_first AS doubt_on, d.published_last AS doubt_last_on,
  d.url AS doubt_url, d.voice AS doubt_voice, d.article_id AS doubt_article_id,
  c.article_id = d.article_id AS same_article,
  v.text[greatest(d.char_start - 200, 0) + 1 : d.char_start] AS words_before_doubt
FROM nearest AS n
JOIN doubt AS d ON d.signal_id = n.pair.doubt_id
JOIN claim AS c ON c.signal_id = n.pair.claim_id
JOIN place AS l ON l.version_id = d.version_id
JOIN article_version AS v ON v.rowid = l.version_row
ORDER BY doubt_on, doubter, c.actor, doubt_article_id, d.char_start, doubt_signal_id
