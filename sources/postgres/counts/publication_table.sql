-- publication_table: tables that publications name.
-- Parameters: none.
SELECT n.nspname::text AS schema_name, count(*) AS counted,
       count(*) FILTER (WHERE n.nspname LIKE 'pg\_%' OR n.nspname = 'information_schema') AS filtered, 0::int8 AS denied
FROM pg_publication_rel r JOIN pg_class c ON c.oid = r.prrelid JOIN pg_namespace n ON n.oid = c.relnamespace
GROUP BY n.nspname;
