-- schema: schemas, each counted in itself.
-- Parameters: none.
SELECT n.nspname::text AS schema_name, 1::int8 AS counted, (n.nspname LIKE 'pg\_%' OR n.nspname = 'information_schema')::int4::int8 AS filtered, 0::int8 AS denied
FROM pg_namespace n;
