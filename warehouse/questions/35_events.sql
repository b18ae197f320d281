-- title: What would GDELT call it?
-- answers: The week's events under GDELT's column names, to join with other event data.
-- param week = (SELECT max(iso_week) FROM coverage_as_of($as_of) WHERE with_signals > 0)
-- param party
SELECT
  SQLDATE, Actor1Code, Actor2Code, EventCode, EventRootCode, QuadClass, GoldsteinScale, NumMentions, NumSources, NumArticles,
  SOURCEURL, signal_type, signal_id
FROM events_cameo_as_of($as_of)
WHERE iso_week = $week
  AND Actor1Code = $party
ORDER BY SQLDATE, Actor1Code, Actor2Code, EventCode
