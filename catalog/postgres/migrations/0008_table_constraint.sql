-- Kind table_constraint, drafted from contracts/kinds by tools/draft-migration.
CREATE TABLE catalog.table_constraint_version (
  LIKE catalog.object_version INCLUDING COMMENTS,
  "database_name" text NOT NULL,
  "schema_name" text NOT NULL,
  "table_name" text NOT NULL,
  "constraint_name" text NOT NULL,
  "constraint_type" text NOT NULL,
  "columns" jsonb NOT NULL,
  "definition" text,
  "check_expression" text,
  "exclusion_operators" jsonb,
  "index_name" text,
  "included_columns" jsonb,
  "is_period" boolean NOT NULL,
  "nulls_not_distinct" boolean,
  "is_deferrable" boolean NOT NULL,
  "is_initially_deferred" boolean NOT NULL,
  "is_validated" boolean NOT NULL,
  "is_enforced" boolean NOT NULL,
  "is_no_inherit" boolean NOT NULL,
  "is_local" boolean NOT NULL,
  "inheritance_count" integer NOT NULL,
  "inherited_from" text,
  "inherited_from_schema" text,
  "inherited_from_table" text,
  "comment" text,
  "oid" bigint NOT NULL
);
COMMENT ON TABLE catalog.table_constraint_version IS 'Primary key, unique, check, exclusion and (PostgreSQL 18) not-null constraints of tables.';
COMMENT ON COLUMN catalog.table_constraint_version."database_name" IS 'Database the object is in.';
COMMENT ON COLUMN catalog.table_constraint_version."schema_name" IS 'Schema the object is in.';
COMMENT ON COLUMN catalog.table_constraint_version."table_name" IS 'Table, view or materialized view it belongs to.';
COMMENT ON COLUMN catalog.table_constraint_version."constraint_name" IS 'Name of the constraint.';
COMMENT ON COLUMN catalog.table_constraint_version."constraint_type" IS 'primary key, unique, check, exclusion or not null.';
COMMENT ON COLUMN catalog.table_constraint_version."columns" IS 'Constrained columns in key order; [] for a check of no column.';
COMMENT ON COLUMN catalog.table_constraint_version."definition" IS 'Definition as pg_get_constraintdef prints it; null when it could not be read.';
COMMENT ON COLUMN catalog.table_constraint_version."check_expression" IS 'Condition of a check constraint; null when it could not be read.';
COMMENT ON COLUMN catalog.table_constraint_version."exclusion_operators" IS 'Operators of an exclusion constraint by position, schema-qualified.';
COMMENT ON COLUMN catalog.table_constraint_version."index_name" IS 'Index that enforces it, in the same schema; its options and tablespace are there.';
COMMENT ON COLUMN catalog.table_constraint_version."included_columns" IS 'Columns of INCLUDE, in order.';
COMMENT ON COLUMN catalog.table_constraint_version."is_period" IS 'Whether its last column is WITHOUT OVERLAPS (PostgreSQL 18).';
COMMENT ON COLUMN catalog.table_constraint_version."nulls_not_distinct" IS 'Whether nulls are equal in a unique constraint (PostgreSQL 15).';
COMMENT ON COLUMN catalog.table_constraint_version."is_deferrable" IS 'Whether it is DEFERRABLE.';
COMMENT ON COLUMN catalog.table_constraint_version."is_initially_deferred" IS 'Whether it is INITIALLY DEFERRED.';
COMMENT ON COLUMN catalog.table_constraint_version."is_validated" IS 'False after NOT VALID until it is validated.';
COMMENT ON COLUMN catalog.table_constraint_version."is_enforced" IS 'False for NOT ENFORCED (PostgreSQL 18).';
COMMENT ON COLUMN catalog.table_constraint_version."is_no_inherit" IS 'Whether children do not inherit it.';
COMMENT ON COLUMN catalog.table_constraint_version."is_local" IS 'Whether it is defined on the table itself.';
COMMENT ON COLUMN catalog.table_constraint_version."inheritance_count" IS 'Number of direct parents it is inherited from.';
COMMENT ON COLUMN catalog.table_constraint_version."inherited_from" IS 'Constraint of the partitioned parent''s that it is inherited from.';
COMMENT ON COLUMN catalog.table_constraint_version."inherited_from_schema" IS 'Schema of that constraint''s table.';
COMMENT ON COLUMN catalog.table_constraint_version."inherited_from_table" IS 'That constraint''s table.';
COMMENT ON COLUMN catalog.table_constraint_version."comment" IS 'Text of COMMENT ON, null when there is none.';
COMMENT ON COLUMN catalog.table_constraint_version."oid" IS 'Object identifier in the source, which a dump and restore changes.';

SELECT catalog.adopt_kind('table_constraint', 'table_constraints');
