-- column_statistics: pg_stats of a partition's relations, for the columns the role may read; no values.
-- Parameters: $1 lowest relation oid, $2 highest relation oid, both included.
SELECT (SELECT current_database()) AS database_name,
       s.schemaname AS schema_name,
       s.tablename AS table_name,
       s.attname AS column_name,
       s.inherited AS includes_children,
       s.null_frac::float8 AS null_fraction,
       s.avg_width AS average_width_bytes,
       s.n_distinct::float8 AS distinct_estimate,
       s.correlation::float8 AS correlation,
       coalesce(array_length(s.most_common_freqs, 1), 0) AS most_common_value_count,
       greatest(coalesce(array_length(s.histogram_bounds, 1), 0) - 1, 0) AS histogram_bucket_count,
       'pg_stats' AS source,
       (extract(epoch FROM greatest(pg_stat_get_last_analyze_time(c.oid), pg_stat_get_last_autoanalyze_time(c.oid))) * 1000000)::int8 AS last_analyze
FROM pg_stats s
JOIN pg_namespace n ON n.nspname = s.schemaname
JOIN pg_class c ON c.relnamespace = n.oid AND c.relname = s.tablename
-- pg_stats has no oid: by name its index on pg_class finds the partition's relations, instead of reading all of them.
WHERE s.tablename = ANY (ARRAY(SELECT p.relname FROM pg_class p WHERE p.relkind IN ('r', 'p', 'm', 'f') AND p.oid BETWEEN $1::int8::oid AND $2::int8::oid))
  AND c.relkind IN ('r', 'p', 'm', 'f')
  AND c.oid BETWEEN $1::int8::oid AND $2::int8::oid
  AND n.nspname NOT LIKE 'pg\_%' AND n.nspname <> 'information_schema';
