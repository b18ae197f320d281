-- Small questions that the program itself asks of the published file.

-- name: signals that begin with
SELECT DISTINCT signal_id FROM standing_signal WHERE starts_with(signal_id, $prefix) ORDER BY signal_id LIMIT 10

-- name: why
FROM why($signal_id)

-- name: context
SELECT
  text[greatest($char_start - $width, 0) + 1 : $char_start] AS words_before,
  text[$char_start + 1 : $char_end] AS words,
  text[$char_end + 1 : $char_end + $width] AS words_after
FROM article_version
WHERE version_id = $version_id

-- name: in force
FROM signals WHERE signal_id = $signal_id

-- name: parties
SELECT actor_id, any_value(name) AS name FROM actor WHERE kind = 'party' GROUP BY actor_id ORDER BY actor_id

-- name: vocabulary
SELECT keyword_name AS word FROM duckdb_keywords()
UNION
SELECT table_name FROM duckdb_tables() WHERE database_name = 'parley'
UNION
SELECT view_name FROM duckdb_views() WHERE database_name = 'parley' AND NOT internal
UNION
SELECT column_name FROM duckdb_columns() WHERE database_name = 'parley'
UNION
SELECT function_name FROM duckdb_functions() WHERE database_name = 'parley'
ORDER BY word

-- name: tables
FROM (
  SELECT 'view' AS kind, view_name AS name, comment FROM duckdb_views() WHERE database_name = 'parley' AND NOT internal
  UNION ALL
  SELECT 'macro', function_name || '(' || array_to_string(parameters, ', ') || ')', comment
  FROM duckdb_functions() WHERE database_name = 'parley'
  UNION ALL
  SELECT 'table', table_name, comment FROM duckdb_tables() WHERE database_name = 'parley'
)
ORDER BY kind = 'table', kind DESC, name

-- name: columns
SELECT column_name, data_type, comment
FROM duckdb_columns()
WHERE database_name = 'parley' AND table_name = $name
ORDER BY column_index
