-- How each number of a summary is read off the answer of its query: name, then SQL over `answer`, which stands for the
-- query named before the dot. $ids are the claim's signals, the other parameters its `where`.

-- name: signals.signals
SELECT count(*) FROM answer WHERE list_contains($ids, signal_id)

-- name: signals.stories
SELECT count(DISTINCT story_id) FROM answer WHERE list_contains($ids, signal_id)

-- name: signals.net
SELECT avg(net) FROM (SELECT avg(direction) AS net FROM answer WHERE list_contains($ids, signal_id) GROUP BY story_id)

-- name: signals.share of counted
SELECT count(*) FILTER (list_contains($ids, signal_id)) / count(*) FROM answer WHERE counted

-- name: signals.by the tagger
SELECT count(*) FROM answer WHERE machine_type IS NOT NULL

-- name: reviewed.confirmed
SELECT coalesce(sum(n), 0) FROM answer WHERE verdict = 'right'

-- name: reviewed.corrected
SELECT coalesce(sum(n), 0) FROM answer WHERE verdict <> 'right'

-- name: stance.positive
SELECT positive FROM answer WHERE week_start = $week_start::DATE AND actor = $actor

-- name: stance.negative
SELECT negative FROM answer WHERE week_start = $week_start::DATE AND actor = $actor

-- name: stance.net
SELECT net FROM answer WHERE week_start = $week_start::DATE AND actor = $actor

-- name: stance.stories
SELECT stories FROM answer WHERE week_start = $week_start::DATE AND actor = $actor

-- name: previous.net last week
SELECT net_last_week FROM answer WHERE actor = $actor

-- name: previous.net four weeks
SELECT net_4wk FROM answer WHERE actor = $actor

-- name: previous.stories last week
SELECT coalesce(sum(stories_last_week), 0) FROM answer WHERE actor = $actor

-- name: previous.stories four weeks
SELECT coalesce(sum(stories_4wk), 0) FROM answer WHERE actor = $actor

-- name: previous.change last week
SELECT net_now - net_last_week FROM answer WHERE actor = $actor

-- name: previous.change four weeks
SELECT net_now - net_4wk FROM answer WHERE actor = $actor

-- name: coverage.unread weeks
SELECT count(*) FROM answer WHERE week_start < coalesce((SELECT min(week_start) FROM answer WHERE articles > 0), (SELECT max(week_start) FROM answer))

-- name: articles.read
SELECT count(*) FROM answer

-- name: articles.with signals
SELECT count(*) FROM answer WHERE signals > 0

-- name: articles.imprecise
SELECT count(*) FROM answer WHERE dating = 'imprecise'

-- name: articles.inferred
SELECT count(*) FROM answer WHERE date_basis = 'inferred'

-- name: articles.opinion
SELECT count(*) FROM answer WHERE article_kind = 'opinion'

-- name: articles.opinion share
SELECT count(*) FILTER (article_kind = 'opinion') / count(*) FROM answer

-- name: articles.on day
SELECT count(*) FROM answer WHERE published_first = $day::DATE AND published_last = $day::DATE

-- name: articles.outlet share
SELECT count(*) FILTER (outlet = $outlet) / count(*) FROM answer

-- name: articles.unknown outlet
SELECT count(*) FROM answer WHERE outlet IS NULL

-- name: undated.undated
SELECT coalesce(any_value(total), 0) FROM answer

-- name: rejections.n
SELECT n FROM answer WHERE reason = $reason

-- name: feeds.in trouble
SELECT count(*) FROM answer

-- name: condition_board.stories
SELECT stories FROM answer WHERE actor = $actor AND condition = $condition

-- name: corroboration.stories
SELECT stories FROM answer WHERE actor = $actor AND signal_type = $signal_type AND target IS NOT DISTINCT FROM $target

-- name: corroboration.outlets
SELECT outlets FROM answer WHERE actor = $actor AND signal_type = $signal_type AND target IS NOT DISTINCT FROM $target

-- name: outlets.articles
SELECT any_value(articles) FROM answer WHERE kind = $kind AND key IS NOT DISTINCT FROM $key

-- name: outlets.signals
SELECT sum(n) FROM answer WHERE kind = $kind AND key IS NOT DISTINCT FROM $key

-- name: outlets.type
SELECT n FROM answer WHERE kind = $kind AND key IS NOT DISTINCT FROM $key AND signal_type = $signal_type

-- name: headline_gap.headline
SELECT headline_signals FROM answer WHERE article_id = $article_id AND actor = $actor

-- name: headline_gap.body
SELECT body_signals FROM answer WHERE article_id = $article_id AND actor = $actor

-- name: copies.articles
SELECT articles FROM answer WHERE story_id = $story_id

-- name: copies.outlets
SELECT outlets FROM answer WHERE story_id = $story_id

-- name: scores.value
SELECT value FROM answer WHERE set_name = $set_name AND measure = $of

-- name: scores.low
SELECT low FROM answer WHERE set_name = $set_name AND measure = $of

-- name: scores.high
SELECT high FROM answer WHERE set_name = $set_name AND measure = $of

-- name: scores.n
SELECT n FROM answer WHERE set_name = $set_name AND measure = $of

-- name: corrections.articles_added
SELECT articles_added FROM answer WHERE week = $week

-- name: corrections.articles_removed
SELECT articles_removed FROM answer WHERE week = $week

-- name: corrections.articles_changed
SELECT articles_changed FROM answer WHERE week = $week

-- name: corrections.articles_judged
SELECT articles_judged FROM answer WHERE week = $week

-- name: corrections.signals_then
SELECT signals_then FROM answer WHERE week = $week

-- name: corrections.signals_now
SELECT signals_now FROM answer WHERE week = $week
