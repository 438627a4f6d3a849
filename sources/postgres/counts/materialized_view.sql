-- materialized_view: materialized views.
-- Parameters: none. After shared.sql.
SELECT n.nspname::text AS schema_name, sum(r.relations)::int8 AS counted,
       coalesce(sum(r.relations) FILTER (WHERE n.nspname LIKE 'pg\_%' OR n.nspname = 'information_schema'), 0)::int8 AS filtered, 0::int8 AS denied
FROM relation_count r JOIN pg_namespace n ON n.oid = r.namespace_oid
WHERE r.relkind IN ('m')
GROUP BY n.nspname;
