-- operator: operators.
-- Parameters: none.
SELECT n.nspname::text AS schema_name, count(*) AS counted,
       count(*) FILTER (WHERE n.nspname LIKE 'pg\_%' OR n.nspname = 'information_schema') AS filtered, 0::int8 AS denied
FROM pg_operator o JOIN pg_namespace n ON n.oid = o.oprnamespace
GROUP BY n.nspname;
