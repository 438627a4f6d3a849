-- locks: relations that another session holds, or waits to hold, an ACCESS EXCLUSIVE lock on, and the views over them:
-- expressions, definitions and sizes of these wait. An index's lock is its table's.
-- Parameters: $1 lowest relation oid, $2 highest relation oid, both included.
WITH locked AS (
  SELECT coalesce(i.indrelid, l.relation) AS relid
  FROM pg_locks l LEFT JOIN pg_index i ON i.indexrelid = l.relation
  WHERE l.locktype = 'relation' AND l.mode = 'AccessExclusiveLock' AND l.pid IS DISTINCT FROM pg_backend_pid()
    AND l.database = (SELECT oid FROM pg_database WHERE datname = current_database())
), waiting AS (
  SELECT relid FROM locked
  UNION
  SELECT r.ev_class
  FROM locked k
  JOIN pg_depend d ON d.refclassid = 'pg_class'::regclass AND d.refobjid = k.relid AND d.classid = 'pg_rewrite'::regclass
  JOIN pg_rewrite r ON r.oid = d.objid
)
SELECT c.oid::int8 AS oid, n.nspname::text AS schema_name, c.relname::text AS relation_name,
       CASE c.relkind WHEN 'v' THEN 'view' WHEN 'm' THEN 'materialized_view' WHEN 'S' THEN 'sequence' ELSE 'table' END AS kind
FROM waiting w JOIN pg_class c ON c.oid = w.relid JOIN pg_namespace n ON n.oid = c.relnamespace
WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm', 'S')
  AND c.oid BETWEEN $1::int8::oid AND $2::int8::oid
  AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
ORDER BY c.oid;
