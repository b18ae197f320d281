-- What an export asks of the read copy about itself.

-- name: columns
SELECT column_name FROM duckdb_columns() WHERE table_name = $name AND NOT internal AND schema_name = 'main';

-- name: macro
SELECT function_name FROM duckdb_functions() WHERE function_name = $name AND function_type = 'table_macro';

-- name: views
SELECT view_name FROM duckdb_views() WHERE NOT internal AND schema_name = 'main' ORDER BY ALL;

-- name: dated
SELECT v.view_name
FROM duckdb_views() AS v
SEMI JOIN duckdb_functions() AS f ON f.function_name = v.view_name || '_as_of'
WHERE NOT v.internal
ORDER BY ALL;

-- name: rulesets
SELECT DISTINCT ruleset FROM articles_as_of($as_of::TIMESTAMPTZ) ORDER BY ALL;

-- name: last_commit
SELECT max(committed_at) FROM run WHERE event = 'completed';
