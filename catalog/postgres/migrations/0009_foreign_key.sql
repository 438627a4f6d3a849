-- Kind foreign_key, drafted from contracts/kinds by tools/draft-migration.
CREATE TABLE catalog.foreign_key_version (
  LIKE catalog.object_version INCLUDING COMMENTS,
  "database_name" text NOT NULL,
  "schema_name" text NOT NULL,
  "table_name" text NOT NULL,
  "constraint_name" text NOT NULL,
  "columns" jsonb NOT NULL,
  "referenced_schema" text NOT NULL,
  "referenced_table" text NOT NULL,
  "referenced_columns" jsonb NOT NULL,
  "referenced_index" text,
  "on_update" text NOT NULL,
  "on_delete" text NOT NULL,
  "on_delete_set_columns" jsonb,
  "match_type" text NOT NULL,
  "is_deferrable" boolean NOT NULL,
  "is_initially_deferred" boolean NOT NULL,
  "is_validated" boolean NOT NULL,
  "is_enforced" boolean NOT NULL,
  "is_period" boolean NOT NULL,
  "is_local" boolean NOT NULL,
  "inheritance_count" integer NOT NULL,
  "inherited_from" text,
  "inherited_from_schema" text,
  "inherited_from_table" text,
  "definition" text,
  "comment" text,
  "oid" bigint NOT NULL
);
COMMENT ON TABLE catalog.foreign_key_version IS 'Foreign keys, their column pairs by position.';
COMMENT ON COLUMN catalog.foreign_key_version."database_name" IS 'Database the object is in.';
COMMENT ON COLUMN catalog.foreign_key_version."schema_name" IS 'Schema the object is in.';
COMMENT ON COLUMN catalog.foreign_key_version."table_name" IS 'Table, view or materialized view it belongs to.';
COMMENT ON COLUMN catalog.foreign_key_version."constraint_name" IS 'Name of the constraint.';
COMMENT ON COLUMN catalog.foreign_key_version."columns" IS 'Referencing columns by position.';
COMMENT ON COLUMN catalog.foreign_key_version."referenced_schema" IS 'Schema of the referenced table.';
COMMENT ON COLUMN catalog.foreign_key_version."referenced_table" IS 'Referenced table.';
COMMENT ON COLUMN catalog.foreign_key_version."referenced_columns" IS 'Referenced columns; position i is paired with columns[i].';
COMMENT ON COLUMN catalog.foreign_key_version."referenced_index" IS 'Unique index of the referenced table that it relies on, null when partitioned.';
COMMENT ON COLUMN catalog.foreign_key_version."on_update" IS 'no action, restrict, cascade, set null or set default.';
COMMENT ON COLUMN catalog.foreign_key_version."on_delete" IS 'no action, restrict, cascade, set null or set default.';
COMMENT ON COLUMN catalog.foreign_key_version."on_delete_set_columns" IS 'Columns that ON DELETE SET NULL or DEFAULT is limited to (PostgreSQL 15).';
COMMENT ON COLUMN catalog.foreign_key_version."match_type" IS 'simple, full or partial.';
COMMENT ON COLUMN catalog.foreign_key_version."is_deferrable" IS 'Whether it is DEFERRABLE.';
COMMENT ON COLUMN catalog.foreign_key_version."is_initially_deferred" IS 'Whether it is INITIALLY DEFERRED.';
COMMENT ON COLUMN catalog.foreign_key_version."is_validated" IS 'False after NOT VALID until it is validated.';
COMMENT ON COLUMN catalog.foreign_key_version."is_enforced" IS 'False for NOT ENFORCED (PostgreSQL 18).';
COMMENT ON COLUMN catalog.foreign_key_version."is_period" IS 'Whether its last column pair is a PERIOD (PostgreSQL 18).';
COMMENT ON COLUMN catalog.foreign_key_version."is_local" IS 'Whether it is defined on the table itself.';
COMMENT ON COLUMN catalog.foreign_key_version."inheritance_count" IS 'Number of direct parents it is inherited from.';
COMMENT ON COLUMN catalog.foreign_key_version."inherited_from" IS 'Constraint of the partitioned parent''s that it is inherited from.';
COMMENT ON COLUMN catalog.foreign_key_version."inherited_from_schema" IS 'Schema of that constraint''s table.';
COMMENT ON COLUMN catalog.foreign_key_version."inherited_from_table" IS 'That constraint''s table.';
COMMENT ON COLUMN catalog.foreign_key_version."definition" IS 'Definition as pg_get_constraintdef prints it; null when it could not be read.';
COMMENT ON COLUMN catalog.foreign_key_version."comment" IS 'Text of COMMENT ON, null when there is none.';
COMMENT ON COLUMN catalog.foreign_key_version."oid" IS 'Object identifier in the source, which a dump and restore changes.';

SELECT catalog.adopt_kind('foreign_key', 'foreign_keys');
