-- conversion: conversions between encodings.
-- Parameters: none.
SELECT n.nspname::text AS schema_name, count(*) AS counted,
       count(*) FILTER (WHERE n.nspname LIKE 'pg\_%' OR n.nspname = 'information_schema') AS filtered, 0::int8 AS denied
FROM pg_conversion c JOIN pg_namespace n ON n.oid = c.connamespace
GROUP BY n.nspname;
