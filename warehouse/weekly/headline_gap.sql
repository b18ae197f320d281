-- Titles of the week that are kinder or harsher to an actor than the text below them, or stand alone: the view
-- headline_gap for one week, with the signals of title and text.
WITH told AS (
  SELECT
    article_id, actor, any_value(actor_name) AS actor_name, any_value(title) AS title, any_value(outlet) AS outlet,
    any_value(url) AS url,
    avg(direction) FILTER (is_headline) AS headline_net, avg(direction) FILTER (NOT is_headline) AS body_net,
    count(*) FILTER (is_headline) AS headline_signals, count(*) FILTER (NOT is_headline) AS body_signals,
    list(signal_id ORDER BY char_start, signal_id) AS signal_ids
  FROM signals_as_of($as_of::TIMESTAMPTZ)
  WHERE week_start = $week_start::DATE AND timing = 'current' AND is_lead
  GROUP BY article_id, actor
)
SELECT
  article_id, actor, actor_name, title, outlet, url, headline_signals, body_signals, signal_ids,
  CASE
    WHEN body_signals = 0 THEN 'headline alone'
    WHEN headline_net > 0 THEN 'kinder than the text'
    ELSE 'harsher than the text'
  END AS verdict
FROM told
WHERE headline_signals > 0
  AND (body_signals = 0 OR (headline_net > 0 AND body_net < 0) OR (headline_net < 0 AND body_net > 0))
ORDER BY body_signals = 0, abs(headline_net - coalesce(body_net, 0)) DESC, article_id, actor
