-- foreign_key: foreign keys, those that partitions inherit included.
-- Parameters: none. After shared.sql.
SELECT n.nspname::text AS schema_name, sum(k.constraints)::int8 AS counted,
       coalesce(sum(k.constraints) FILTER (WHERE n.nspname LIKE 'pg\_%' OR n.nspname = 'information_schema'), 0)::int8 AS filtered, 0::int8 AS denied
FROM constraint_count k JOIN pg_namespace n ON n.oid = k.namespace_oid
WHERE k.contype IN ('f')
GROUP BY n.nspname;
