-- extended_statistics: statistics objects, by their own schema.
-- Parameters: none.
SELECT n.nspname::text AS schema_name, count(*) AS counted,
       count(*) FILTER (WHERE n.nspname LIKE 'pg\_%' OR n.nspname = 'information_schema') AS filtered, 0::int8 AS denied
FROM pg_statistic_ext s JOIN pg_namespace n ON n.oid = s.stxnamespace
GROUP BY n.nspname;
