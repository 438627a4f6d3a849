-- column: columns of tables and views: all that their relations have, less the dropped ones.
-- Parameters: none. After shared.sql.
SELECT n.nspname::text AS schema_name, sum(a.columns)::int8 AS counted,
       coalesce(sum(a.columns) FILTER (WHERE n.nspname LIKE 'pg\_%' OR n.nspname = 'information_schema'), 0)::int8 AS filtered, 0::int8 AS denied
FROM (
  SELECT namespace_oid, columns FROM relation_count WHERE relkind IN ('r', 'p', 'f', 'v', 'm')
  UNION ALL
  SELECT c.relnamespace, -1 FROM special_attribute d JOIN pg_class c ON c.oid = d.attrelid
  WHERE d.attisdropped AND c.relkind IN ('r', 'p', 'f', 'v', 'm')
) a JOIN pg_namespace n ON n.oid = a.namespace_oid
GROUP BY n.nspname
HAVING sum(a.columns) > 0;
