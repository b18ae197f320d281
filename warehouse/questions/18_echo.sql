-- title: Which stories were copied most, and who was first?
-- answers: Stories of the week by copies, with the first outlet and how long the echo lasted.
-- param week = (SELECT max(iso_week) FROM coverage_as_of($as_of) WHERE with_signals > 0)
SELECT title, copies, outlets, countries, ownerships, unknown_owners, first_mover, first_on, days, copied_by, signals, first_article_id
FROM echo_as_of($as_of)
WHERE week_start = strptime($week || '-1', '%G-W%V-%u')::DATE
ORDER BY copies DESC, outlets DESC, first_on, story_id
LIMIT 100
