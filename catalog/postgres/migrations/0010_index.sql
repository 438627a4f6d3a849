-- Kind index, drafted from contracts/kinds by tools/draft-migration.
CREATE TABLE catalog.index_version (
  LIKE catalog.object_version INCLUDING COMMENTS,
  "database_name" text NOT NULL,
  "schema_name" text NOT NULL,
  "table_name" text NOT NULL,
  "index_name" text NOT NULL,
  "access_method" text NOT NULL,
  "key_columns" jsonb NOT NULL,
  "included_columns" jsonb NOT NULL,
  "is_partial" boolean NOT NULL,
  "predicate" text,
  "is_unique" boolean NOT NULL,
  "is_primary" boolean NOT NULL,
  "is_exclusion" boolean NOT NULL,
  "is_immediate" boolean NOT NULL,
  "nulls_not_distinct" boolean NOT NULL,
  "is_valid" boolean NOT NULL,
  "is_ready" boolean NOT NULL,
  "is_clustered" boolean NOT NULL,
  "is_replica_identity" boolean NOT NULL,
  "partition_parent_schema" text,
  "partition_parent_index" text,
  "constraint_name" text,
  "tablespace" text,
  "options" jsonb,
  "option_order" jsonb,
  "definition" text,
  "comment" text,
  "oid" bigint NOT NULL
);
COMMENT ON TABLE catalog.index_version IS 'Indexes, those that enforce constraints included.';
COMMENT ON COLUMN catalog.index_version."database_name" IS 'Database the object is in.';
COMMENT ON COLUMN catalog.index_version."schema_name" IS 'Schema the object is in.';
COMMENT ON COLUMN catalog.index_version."table_name" IS 'Table, view or materialized view it belongs to.';
COMMENT ON COLUMN catalog.index_version."index_name" IS 'Name of the index, in the schema of its table.';
COMMENT ON COLUMN catalog.index_version."access_method" IS 'btree, hash, gist, spgist, gin, brin or an extension''s.';
COMMENT ON COLUMN catalog.index_version."key_columns" IS 'Keys by position: [{column, expression, collation, operator_class, operator_class_options, descending, nulls_first, statistics_target}]; an expression is null when it could not be read.';
COMMENT ON COLUMN catalog.index_version."included_columns" IS 'Columns of INCLUDE, in order.';
COMMENT ON COLUMN catalog.index_version."is_partial" IS 'Whether it has a predicate.';
COMMENT ON COLUMN catalog.index_version."predicate" IS 'Condition of a partial index; null when it could not be read.';
COMMENT ON COLUMN catalog.index_version."is_unique" IS 'Whether it is unique.';
COMMENT ON COLUMN catalog.index_version."is_primary" IS 'Whether it enforces the primary key.';
COMMENT ON COLUMN catalog.index_version."is_exclusion" IS 'Whether it enforces an exclusion constraint.';
COMMENT ON COLUMN catalog.index_version."is_immediate" IS 'False when uniqueness is checked at the end of the transaction.';
COMMENT ON COLUMN catalog.index_version."nulls_not_distinct" IS 'Whether nulls are equal (PostgreSQL 15).';
COMMENT ON COLUMN catalog.index_version."is_valid" IS 'False after a failed CREATE INDEX CONCURRENTLY.';
COMMENT ON COLUMN catalog.index_version."is_ready" IS 'Whether it is maintained by writes.';
COMMENT ON COLUMN catalog.index_version."is_clustered" IS 'Whether the table was last clustered on it.';
COMMENT ON COLUMN catalog.index_version."is_replica_identity" IS 'Whether it is the replica identity.';
COMMENT ON COLUMN catalog.index_version."partition_parent_schema" IS 'Schema of the partitioned index it is attached to.';
COMMENT ON COLUMN catalog.index_version."partition_parent_index" IS 'Partitioned index it is attached to.';
COMMENT ON COLUMN catalog.index_version."constraint_name" IS 'Constraint that it enforces.';
COMMENT ON COLUMN catalog.index_version."tablespace" IS 'Tablespace, null for the database''s default.';
COMMENT ON COLUMN catalog.index_version."options" IS 'Storage parameters as an object of texts, null when none is set.';
COMMENT ON COLUMN catalog.index_version."option_order" IS 'Names of the storage parameters in the order they were set in, where there are several; null otherwise.';
COMMENT ON COLUMN catalog.index_version."definition" IS 'Definition as pg_get_indexdef prints it; null when it could not be read.';
COMMENT ON COLUMN catalog.index_version."comment" IS 'Text of COMMENT ON, null when there is none.';
COMMENT ON COLUMN catalog.index_version."oid" IS 'Object identifier in the source, which a dump and restore changes.';

SELECT catalog.adopt_kind('index', 'indexes');
