-- table_statistics: estimates, sizes and activity of a partition's tables and materialized views; no row is read.
-- Parameters: $1 lowest relation oid, $2 highest relation oid, both included.
SELECT current_database()::text AS database_name,
       n.nspname::text AS schema_name,
       c.relname::text AS table_name,
       e.row_estimate,
       CASE WHEN e.row_estimate IS NULL THEN 'unknown' WHEN c.relkind = 'p' THEN 'partitions' ELSE 'reltuples' END AS row_estimate_source,
       -- Not pg_table_size, which looks at the TOAST table's files once more.
       coalesce((SELECT sum(pg_relation_size(c.oid, f.fork))::int8 FROM (VALUES ('main'), ('fsm'), ('vm'), ('init')) AS f (fork)), 0) AS heap_bytes,
       coalesce(pg_total_relation_size(nullif(c.reltoastrelid, 0)), 0) AS toast_bytes,
       coalesce(pg_indexes_size(c.oid), 0) AS index_bytes,
       pg_stat_get_live_tuples(c.oid) AS live_rows,
       pg_stat_get_dead_tuples(c.oid) AS dead_rows,
       pg_stat_get_mod_since_analyze(c.oid) AS rows_modified_since_analyze,
       pg_stat_get_numscans(c.oid) AS sequential_scans,
       (SELECT sum(pg_stat_get_numscans(i.indexrelid))::int8 FROM pg_index i WHERE i.indrelid = c.oid) AS index_scans,
       pg_stat_get_tuples_inserted(c.oid) AS rows_inserted,
       pg_stat_get_tuples_updated(c.oid) AS rows_updated,
       pg_stat_get_tuples_deleted(c.oid) AS rows_deleted,
       (extract(epoch FROM greatest(pg_stat_get_last_vacuum_time(c.oid), pg_stat_get_last_autovacuum_time(c.oid))) * 1000000)::int8 AS last_vacuum,
       (extract(epoch FROM greatest(pg_stat_get_last_analyze_time(c.oid), pg_stat_get_last_autoanalyze_time(c.oid))) * 1000000)::int8 AS last_analyze
FROM pg_class c
JOIN pg_namespace n ON n.oid = c.relnamespace
CROSS JOIN LATERAL (
  SELECT CASE
    -- A sum of which a part is unknown is unknown: bool_or.
    WHEN c.relkind = 'p' THEN (
      SELECT CASE WHEN bool_or(l.reltuples < 0) THEN NULL ELSE coalesce(sum(l.reltuples), 0) END -- since 14
    -- before 14: SELECT CASE WHEN bool_or(l.reltuples = 0 AND l.relpages = 0) THEN NULL ELSE coalesce(sum(l.reltuples), 0) END
      FROM pg_partition_tree(c.oid) p JOIN pg_class l ON l.oid = p.relid WHERE p.isleaf AND l.relkind <> 'p')
    WHEN c.reltuples < 0 THEN NULL -- since 14
    -- before 14: WHEN c.reltuples = 0 AND c.relpages = 0 THEN NULL
    ELSE c.reltuples
  END::float8 AS row_estimate
) e
WHERE c.relkind IN ('r', 'p', 'm')
  AND c.oid BETWEEN $1::int8::oid AND $2::int8::oid
  AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
ORDER BY c.oid;
