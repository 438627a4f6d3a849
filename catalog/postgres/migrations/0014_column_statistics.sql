-- Kind column_statistics, drafted from contracts/kinds by tools/draft-migration.
CREATE TABLE catalog.column_statistics_version (
  LIKE catalog.object_version INCLUDING COMMENTS,
  "database_name" text NOT NULL,
  "schema_name" text NOT NULL,
  "table_name" text NOT NULL,
  "column_name" text NOT NULL,
  "includes_children" boolean NOT NULL,
  "null_fraction" double precision NOT NULL,
  "average_width_bytes" integer NOT NULL,
  "distinct_estimate" double precision NOT NULL,
  "correlation" double precision,
  "most_common_value_count" integer NOT NULL,
  "histogram_bucket_count" integer NOT NULL,
  "source" text NOT NULL,
  "last_analyze" timestamp with time zone
);
COMMENT ON TABLE catalog.column_statistics_version IS 'Per-column statistics from pg_stats, of the columns the role may read; values themselves are left out.';
COMMENT ON COLUMN catalog.column_statistics_version."database_name" IS 'Database the object is in.';
COMMENT ON COLUMN catalog.column_statistics_version."schema_name" IS 'Schema the object is in.';
COMMENT ON COLUMN catalog.column_statistics_version."table_name" IS 'Table, view or materialized view it belongs to.';
COMMENT ON COLUMN catalog.column_statistics_version."column_name" IS 'Name of the column.';
COMMENT ON COLUMN catalog.column_statistics_version."includes_children" IS 'Whether rows of child tables and partitions are counted in.';
COMMENT ON COLUMN catalog.column_statistics_version."null_fraction" IS 'Fraction of rows that are null.';
COMMENT ON COLUMN catalog.column_statistics_version."average_width_bytes" IS 'Average width of the values that are not null.';
COMMENT ON COLUMN catalog.column_statistics_version."distinct_estimate" IS 'Distinct values; negative: minus the fraction of rows (n_distinct).';
COMMENT ON COLUMN catalog.column_statistics_version."correlation" IS 'Correlation of physical and logical order, -1 to 1.';
COMMENT ON COLUMN catalog.column_statistics_version."most_common_value_count" IS 'Number of most common values that the server keeps.';
COMMENT ON COLUMN catalog.column_statistics_version."histogram_bucket_count" IS 'Number of histogram buckets that the server keeps.';
COMMENT ON COLUMN catalog.column_statistics_version."source" IS 'How they were obtained: pg_stats, a sample that ANALYZE took.';
COMMENT ON COLUMN catalog.column_statistics_version."last_analyze" IS 'When ANALYZE took the sample; null when the server has forgotten.';

SELECT catalog.adopt_kind('column_statistics', 'column_statistics');
