-- table_statistics: estimates, sizes and activity of a partition's tables and materialized views; no row is read.
-- Sizes: pg_relation_size opens, and so locks, every table and index: a second for 10,000 tables. The server keeps the size of its last
-- ANALYZE (relpages), which is still the size where nothing was written since; the others are measured.
-- Parameters: $1 lowest relation oid, $2 highest relation oid, both included.
WITH relation AS MATERIALIZED (
  SELECT c.oid, n.nspname, c.relname, c.relkind, c.reltuples, c.relpages, c.reltoastrelid,
         coalesce(
           a.last_analyze IS NOT NULL AND pg_stat_get_mod_since_analyze(c.oid) = 0
           -- A table rewritten since has no pages by relpages, but rows.
           AND c.reltuples >= 0 AND (c.relpages > 0 OR pg_stat_get_live_tuples(c.oid) = 0), false) AS is_unwritten,
         pg_stat_get_ins_since_vacuum(c.reltoastrelid) = 0
           AND greatest(pg_stat_get_last_vacuum_time(c.reltoastrelid), pg_stat_get_last_autovacuum_time(c.reltoastrelid)) IS NOT NULL AS is_toast_unwritten,
         a.last_analyze
  FROM pg_class c
  JOIN pg_namespace n ON n.oid = c.relnamespace
  CROSS JOIN LATERAL (
    SELECT greatest(pg_stat_get_last_analyze_time(c.oid), pg_stat_get_last_autoanalyze_time(c.oid)) AS last_analyze OFFSET 0
  ) a
  WHERE c.relkind IN ('r', 'p', 'm')
    AND c.oid BETWEEN $1::int8::oid AND $2::int8::oid
    AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema'
), page AS (
  SELECT current_setting('block_size')::int8 AS bytes
), index_size AS (
  SELECT r.oid AS table_oid, ic.relname, pg_stat_get_numscans(ic.oid) AS scans,
         CASE WHEN ic.relkind = 'I' THEN 0
              WHEN r.is_unwritten THEN ic.relpages * (SELECT bytes FROM page)
              ELSE pg_relation_size(ic.oid) END AS bytes -- else: END AS bytes
  FROM relation r
  JOIN pg_index i ON i.indrelid = r.oid AND i.indrelid BETWEEN $1::int8::oid AND $2::int8::oid
  JOIN pg_class ic ON ic.oid = i.indexrelid
  OFFSET 0
), indexes AS (
  SELECT table_oid, sum(bytes)::int8 AS bytes, sum(scans)::int8 AS scans,
         '[' || string_agg('{"index_name": ' || to_json(relname)::text || ', "bytes": ' || coalesce(bytes::text, 'null') || ', "scans": ' || scans || '}', ', ') || ']' AS usage
  FROM (SELECT * FROM index_size ORDER BY table_oid, relname) s GROUP BY table_oid
)
SELECT (SELECT current_database()) AS database_name,
       r.nspname AS schema_name,
       r.relname AS table_name,
       e.row_estimate,
       CASE WHEN e.row_estimate IS NULL THEN 'unknown' WHEN r.relkind = 'p' THEN 'partitions' ELSE 'reltuples' END AS row_estimate_source,
       CASE WHEN r.relkind = 'p' THEN 0
            WHEN r.is_unwritten THEN r.relpages * (SELECT bytes FROM page)
            ELSE pg_relation_size(r.oid) -- else: ELSE NULL
       END AS heap_bytes,
       coalesce(i.bytes, 0) AS index_bytes, -- else: CASE WHEN r.is_unwritten OR i.table_oid IS NULL THEN coalesce(i.bytes, 0) END AS index_bytes,
       CASE WHEN r.relkind = 'p' THEN 'none' WHEN r.is_unwritten THEN 'relpages' ELSE 'measured' END AS size_source, -- else: CASE WHEN r.relkind = 'p' THEN 'none' WHEN r.is_unwritten THEN 'relpages' ELSE 'unknown' END AS size_source,
       t.bytes AS toast_bytes,
       t.source AS toast_size_source,
       i.usage AS index_usage,
       pg_stat_get_live_tuples(r.oid) AS live_rows,
       pg_stat_get_dead_tuples(r.oid) AS dead_rows,
       pg_stat_get_mod_since_analyze(r.oid) AS rows_modified_since_analyze,
       pg_stat_get_numscans(r.oid) AS sequential_scans,
       i.scans AS index_scans,
       pg_stat_get_tuples_inserted(r.oid) AS rows_inserted,
       pg_stat_get_tuples_updated(r.oid) AS rows_updated,
       pg_stat_get_tuples_deleted(r.oid) AS rows_deleted,
       (extract(epoch FROM greatest(pg_stat_get_last_vacuum_time(r.oid), pg_stat_get_last_autovacuum_time(r.oid))) * 1000000)::int8 AS last_vacuum,
       (extract(epoch FROM r.last_analyze) * 1000000)::int8 AS last_analyze
FROM relation r
LEFT JOIN indexes i ON i.table_oid = r.oid
CROSS JOIN LATERAL (
  SELECT CASE
    -- A sum of which a part is unknown is unknown: bool_or. Not pg_partition_tree, which locks every partition.
    WHEN r.relkind = 'p' THEN (
      WITH RECURSIVE tree AS (
        SELECT h.inhrelid FROM pg_inherits h WHERE h.inhparent = r.oid
        UNION ALL
        SELECT h.inhrelid FROM tree p JOIN pg_inherits h ON h.inhparent = p.inhrelid
      )
      SELECT CASE WHEN bool_or(l.reltuples < 0) THEN NULL ELSE coalesce(sum(l.reltuples), 0) END -- since 14
    -- before 14: SELECT CASE WHEN bool_or(l.reltuples = 0 AND l.relpages = 0) THEN NULL ELSE coalesce(sum(l.reltuples), 0) END
      FROM tree p JOIN pg_class l ON l.oid = p.inhrelid WHERE l.relkind <> 'p')
    WHEN r.reltuples < 0 THEN NULL -- since 14
    -- before 14: WHEN r.reltuples = 0 AND r.relpages = 0 THEN NULL
    ELSE r.reltuples
  END::float8 AS row_estimate OFFSET 0
) e
CROSS JOIN LATERAL (
  SELECT CASE WHEN r.reltoastrelid = 0 THEN 'none' WHEN r.is_toast_unwritten THEN 'relpages' ELSE 'measured' END AS source, -- else: SELECT CASE WHEN r.reltoastrelid = 0 THEN 'none' WHEN r.is_toast_unwritten THEN 'relpages' ELSE 'unknown' END AS source,
         CASE WHEN r.reltoastrelid = 0 THEN 0 ELSE (
           SELECT sum(CASE WHEN r.is_toast_unwritten THEN s.relpages * (SELECT bytes FROM page)
                           ELSE pg_relation_size(s.oid) END)::int8 -- else: END)::int8
           FROM pg_class s WHERE s.oid = ANY (ARRAY[r.reltoastrelid, (SELECT ti.indexrelid FROM pg_index ti WHERE ti.indrelid = r.reltoastrelid)])
         ) END AS bytes
  OFFSET 0
) t;
