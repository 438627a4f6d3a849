-- Kind table, drafted from contracts/kinds by tools/draft-migration.
CREATE TABLE catalog.table_version (
  LIKE catalog.object_version INCLUDING COMMENTS,
  "database_name" text NOT NULL,
  "schema_name" text NOT NULL,
  "table_name" text NOT NULL,
  "table_type" text NOT NULL,
  "owner" text NOT NULL,
  "extension_name" text,
  "persistence" text NOT NULL,
  "is_partition" boolean NOT NULL,
  "partition_parent_schema" text,
  "partition_parent_table" text,
  "partition_level" integer,
  "partition_bound" text,
  "is_detach_pending" boolean,
  "partition_strategy" text,
  "partition_key" text,
  "partition_key_columns" jsonb,
  "partition_key_expressions" text,
  "inherits_from" jsonb,
  "of_type" text,
  "access_method" text,
  "tablespace" text,
  "options" jsonb,
  "option_order" jsonb,
  "toast_options" jsonb,
  "clustered_index" text,
  "replica_identity" text NOT NULL,
  "replica_identity_index" text,
  "row_security_enabled" boolean NOT NULL,
  "row_security_forced" boolean NOT NULL,
  "foreign_server" text,
  "foreign_options" jsonb,
  "acl" jsonb,
  "comment" text,
  "oid" bigint NOT NULL
);
COMMENT ON TABLE catalog.table_version IS 'Ordinary, partitioned and foreign tables, partitions included.';
COMMENT ON COLUMN catalog.table_version."database_name" IS 'Database the object is in.';
COMMENT ON COLUMN catalog.table_version."schema_name" IS 'Schema the object is in.';
COMMENT ON COLUMN catalog.table_version."table_name" IS 'Name of the table.';
COMMENT ON COLUMN catalog.table_version."table_type" IS 'ordinary, partitioned or foreign.';
COMMENT ON COLUMN catalog.table_version."owner" IS 'Role that owns the object.';
COMMENT ON COLUMN catalog.table_version."extension_name" IS 'Extension the object is a member of.';
COMMENT ON COLUMN catalog.table_version."persistence" IS 'permanent, unlogged or temporary.';
COMMENT ON COLUMN catalog.table_version."is_partition" IS 'Whether it is a partition of another table.';
COMMENT ON COLUMN catalog.table_version."partition_parent_schema" IS 'Schema of the partitioned table it is a partition of.';
COMMENT ON COLUMN catalog.table_version."partition_parent_table" IS 'Partitioned table it is a partition of.';
COMMENT ON COLUMN catalog.table_version."partition_level" IS 'Levels below the root of its partition tree, 1 for a direct partition; null when it is no partition.';
COMMENT ON COLUMN catalog.table_version."partition_bound" IS 'Bound of a partition, such as FOR VALUES IN (1).';
COMMENT ON COLUMN catalog.table_version."is_detach_pending" IS 'Whether DETACH PARTITION CONCURRENTLY was begun and not finished (PostgreSQL 14).';
COMMENT ON COLUMN catalog.table_version."partition_strategy" IS 'list, range or hash, for a partitioned table.';
COMMENT ON COLUMN catalog.table_version."partition_key" IS 'Partition key of a partitioned table, expressions included.';
COMMENT ON COLUMN catalog.table_version."partition_key_columns" IS 'Parts of the partition key by position: [{column, collation, operator_class}], column null for an expression.';
COMMENT ON COLUMN catalog.table_version."partition_key_expressions" IS 'The partition key''s expressions, separated by commas.';
COMMENT ON COLUMN catalog.table_version."inherits_from" IS 'Parents by plain inheritance, in order: [{schema_name, table_name}].';
COMMENT ON COLUMN catalog.table_version."of_type" IS 'Composite type of a typed table (CREATE TABLE ... OF).';
COMMENT ON COLUMN catalog.table_version."access_method" IS 'Table access method, such as heap; null where there is no storage.';
COMMENT ON COLUMN catalog.table_version."tablespace" IS 'Tablespace, null for the database''s default.';
COMMENT ON COLUMN catalog.table_version."options" IS 'Storage parameters as an object of texts, null when none is set.';
COMMENT ON COLUMN catalog.table_version."option_order" IS 'Names of the storage parameters in the order they were set in, where there are several; null otherwise.';
COMMENT ON COLUMN catalog.table_version."toast_options" IS 'Storage parameters of the TOAST table as an object of texts, null when none is set.';
COMMENT ON COLUMN catalog.table_version."clustered_index" IS 'Index that CLUSTER uses, in the same schema; null when none was chosen.';
COMMENT ON COLUMN catalog.table_version."replica_identity" IS 'default, nothing, full or index.';
COMMENT ON COLUMN catalog.table_version."replica_identity_index" IS 'Index that is the replica identity, in the same schema.';
COMMENT ON COLUMN catalog.table_version."row_security_enabled" IS 'Whether row-level security is enabled.';
COMMENT ON COLUMN catalog.table_version."row_security_forced" IS 'Whether row-level security applies to the owner too.';
COMMENT ON COLUMN catalog.table_version."foreign_server" IS 'Server of a foreign table.';
COMMENT ON COLUMN catalog.table_version."foreign_options" IS 'Options of a foreign table, values of secret-looking keys redacted.';
COMMENT ON COLUMN catalog.table_version."acl" IS 'Privileges granted, exploded: [{grantor, grantee, privilege, grantable}]; null when only the defaults apply.';
COMMENT ON COLUMN catalog.table_version."comment" IS 'Text of COMMENT ON, null when there is none.';
COMMENT ON COLUMN catalog.table_version."oid" IS 'Object identifier in the source, which a dump and restore changes.';

SELECT catalog.adopt_kind('table', 'tables');
