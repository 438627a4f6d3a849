-- role: roles; the predefined ones are filtered.
-- Parameters: none.
SELECT NULL::text AS schema_name, count(*) AS counted, count(*) FILTER (WHERE rolname LIKE 'pg\_%') AS filtered, 0::int8 AS denied
FROM pg_roles;
