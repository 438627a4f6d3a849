-- Kind table_statistics, drafted from contracts/kinds by tools/draft-migration.
CREATE TABLE catalog.table_statistics_version (
  LIKE catalog.object_version INCLUDING COMMENTS,
  "database_name" text NOT NULL,
  "schema_name" text NOT NULL,
  "table_name" text NOT NULL,
  "row_estimate" double precision,
  "row_estimate_source" text NOT NULL,
  "heap_bytes" bigint,
  "index_bytes" bigint,
  "size_source" text NOT NULL,
  "toast_bytes" bigint,
  "toast_size_source" text NOT NULL,
  "index_usage" jsonb,
  "live_rows" bigint,
  "dead_rows" bigint,
  "rows_modified_since_analyze" bigint,
  "sequential_scans" bigint,
  "index_scans" bigint,
  "rows_inserted" bigint,
  "rows_updated" bigint,
  "rows_deleted" bigint,
  "last_vacuum" timestamp with time zone,
  "last_analyze" timestamp with time zone
);
COMMENT ON TABLE catalog.table_statistics_version IS 'Row estimates, sizes and activity of tables and materialized views, from the server''s own statistics; no row is read.';
COMMENT ON COLUMN catalog.table_statistics_version."database_name" IS 'Database the object is in.';
COMMENT ON COLUMN catalog.table_statistics_version."schema_name" IS 'Schema the object is in.';
COMMENT ON COLUMN catalog.table_statistics_version."table_name" IS 'Table, view or materialized view it belongs to.';
COMMENT ON COLUMN catalog.table_statistics_version."row_estimate" IS 'Estimated rows (reltuples); null when the table was never analyzed.';
COMMENT ON COLUMN catalog.table_statistics_version."row_estimate_source" IS 'How it was obtained: reltuples, partitions (their sum) or unknown.';
COMMENT ON COLUMN catalog.table_statistics_version."heap_bytes" IS 'Size of the main fork; null when it could not be read.';
COMMENT ON COLUMN catalog.table_statistics_version."index_bytes" IS 'Size of all its indexes, main forks; null when it could not be read.';
COMMENT ON COLUMN catalog.table_statistics_version."size_source" IS 'How heap_bytes and index_bytes were obtained: relpages (as of last_analyze, nothing written since), measured, none or unknown.';
COMMENT ON COLUMN catalog.table_statistics_version."toast_bytes" IS 'Size of its TOAST table and that one''s index, main forks.';
COMMENT ON COLUMN catalog.table_statistics_version."toast_size_source" IS 'How toast_bytes was obtained: relpages (as of its last vacuum, nothing written since), measured, none or unknown.';
COMMENT ON COLUMN catalog.table_statistics_version."index_usage" IS 'Size and scans of each index: [{index_name, bytes, scans}].';
COMMENT ON COLUMN catalog.table_statistics_version."live_rows" IS 'Estimated live rows (pg_stat_all_tables).';
COMMENT ON COLUMN catalog.table_statistics_version."dead_rows" IS 'Estimated dead rows.';
COMMENT ON COLUMN catalog.table_statistics_version."rows_modified_since_analyze" IS 'Rows modified since the last analyze.';
COMMENT ON COLUMN catalog.table_statistics_version."sequential_scans" IS 'Sequential scans since statistics were reset.';
COMMENT ON COLUMN catalog.table_statistics_version."index_scans" IS 'Index scans since statistics were reset.';
COMMENT ON COLUMN catalog.table_statistics_version."rows_inserted" IS 'Rows inserted since statistics were reset.';
COMMENT ON COLUMN catalog.table_statistics_version."rows_updated" IS 'Rows updated since statistics were reset.';
COMMENT ON COLUMN catalog.table_statistics_version."rows_deleted" IS 'Rows deleted since statistics were reset.';
COMMENT ON COLUMN catalog.table_statistics_version."last_vacuum" IS 'Last vacuum, manual or automatic.';
COMMENT ON COLUMN catalog.table_statistics_version."last_analyze" IS 'Last analyze, manual or automatic.';

SELECT catalog.adopt_kind('table_statistics', 'table_statistics');
