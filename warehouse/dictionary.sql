-- What the data dictionary is written from: the comments in the database itself.

-- name: relations
SELECT 'view' AS kind, view_name AS name, coalesce(comment, '') AS meaning
FROM duckdb_views()
WHERE database_name = current_database() AND NOT internal
UNION ALL
SELECT 'table', table_name, coalesce(comment, '')
FROM duckdb_tables()
WHERE database_name = current_database()
ORDER BY kind DESC, name

-- name: columns
SELECT table_name, column_name, data_type, coalesce(comment, '') AS meaning
FROM duckdb_columns()
WHERE database_name = current_database() AND NOT internal
ORDER BY table_name, column_index

-- name: macros
SELECT function_name, parameters, coalesce(comment, '') AS meaning
FROM duckdb_functions()
WHERE database_name = current_database() AND function_type LIKE '%macro' AND NOT internal
ORDER BY function_name
