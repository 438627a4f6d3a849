-- Kind column, drafted from contracts/kinds by tools/draft-migration.
CREATE TABLE catalog.column_version (
  LIKE catalog.object_version INCLUDING COMMENTS,
  "database_name" text NOT NULL,
  "schema_name" text NOT NULL,
  "table_name" text NOT NULL,
  "column_name" text NOT NULL,
  "ordinal_position" integer NOT NULL,
  "data_type" text NOT NULL,
  "type_schema" text NOT NULL,
  "type_name" text NOT NULL,
  "type_kind" text NOT NULL,
  "type_modifier" integer,
  "element_type" text,
  "array_dimensions" integer NOT NULL,
  "domain_base_type" text,
  "is_nullable" boolean NOT NULL,
  "is_not_null" boolean NOT NULL,
  "default_expression" text,
  "identity_generation" text,
  "identity_sequence_schema" text,
  "identity_sequence_name" text,
  "generated" text,
  "generation_expression" text,
  "collation_schema" text,
  "collation_name" text,
  "storage" text NOT NULL,
  "is_default_storage" boolean NOT NULL,
  "compression" text,
  "statistics_target" integer,
  "is_local" boolean NOT NULL,
  "inheritance_count" integer NOT NULL,
  "options" jsonb,
  "foreign_options" jsonb,
  "acl" jsonb,
  "comment" text
);
COMMENT ON TABLE catalog.column_version IS 'Columns of tables, views and materialized views.';
COMMENT ON COLUMN catalog.column_version."database_name" IS 'Database the object is in.';
COMMENT ON COLUMN catalog.column_version."schema_name" IS 'Schema the object is in.';
COMMENT ON COLUMN catalog.column_version."table_name" IS 'Table, view or materialized view it belongs to.';
COMMENT ON COLUMN catalog.column_version."column_name" IS 'Name of the column.';
COMMENT ON COLUMN catalog.column_version."ordinal_position" IS 'Attribute number; dropped columns leave gaps.';
COMMENT ON COLUMN catalog.column_version."data_type" IS 'Type with its modifiers as format_type prints it, such as numeric(10,2).';
COMMENT ON COLUMN catalog.column_version."type_schema" IS 'Schema of the type.';
COMMENT ON COLUMN catalog.column_version."type_name" IS 'Name of the type in pg_type, such as numeric or _text.';
COMMENT ON COLUMN catalog.column_version."type_kind" IS 'base, composite, domain, enum, pseudo, range or multirange.';
COMMENT ON COLUMN catalog.column_version."type_modifier" IS 'Raw type modifier (atttypmod), null when there is none.';
COMMENT ON COLUMN catalog.column_version."element_type" IS 'Type of an array''s elements, with modifiers.';
COMMENT ON COLUMN catalog.column_version."array_dimensions" IS 'Declared number of array dimensions; 0 when it is not an array.';
COMMENT ON COLUMN catalog.column_version."domain_base_type" IS 'Base type of the column''s domain, with modifiers.';
COMMENT ON COLUMN catalog.column_version."is_nullable" IS 'False when NOT NULL is declared on the column or on its type''s domain.';
COMMENT ON COLUMN catalog.column_version."is_not_null" IS 'Whether NOT NULL is declared on the column itself.';
COMMENT ON COLUMN catalog.column_version."default_expression" IS 'Default as pg_get_expr prints it; null when there is none or it could not be read.';
COMMENT ON COLUMN catalog.column_version."identity_generation" IS 'always or by default, for an identity column.';
COMMENT ON COLUMN catalog.column_version."identity_sequence_schema" IS 'Schema of the identity column''s sequence.';
COMMENT ON COLUMN catalog.column_version."identity_sequence_name" IS 'The identity column''s sequence.';
COMMENT ON COLUMN catalog.column_version."generated" IS 'stored or virtual (PostgreSQL 18), for a generated column.';
COMMENT ON COLUMN catalog.column_version."generation_expression" IS 'Expression of a generated column; null when it could not be read.';
COMMENT ON COLUMN catalog.column_version."collation_schema" IS 'Schema of the collation, null when it is the type''s default.';
COMMENT ON COLUMN catalog.column_version."collation_name" IS 'Collation, null when it is the type''s default.';
COMMENT ON COLUMN catalog.column_version."storage" IS 'plain, external, extended or main.';
COMMENT ON COLUMN catalog.column_version."is_default_storage" IS 'Whether the storage is its type''s default.';
COMMENT ON COLUMN catalog.column_version."compression" IS 'pglz or lz4 where set on the column (PostgreSQL 14).';
COMMENT ON COLUMN catalog.column_version."statistics_target" IS 'Statistics target where set, null for the default.';
COMMENT ON COLUMN catalog.column_version."is_local" IS 'Whether it is defined in the table itself.';
COMMENT ON COLUMN catalog.column_version."inheritance_count" IS 'Number of direct parents it is inherited from.';
COMMENT ON COLUMN catalog.column_version."options" IS 'Storage parameters as an object of texts, null when none is set.';
COMMENT ON COLUMN catalog.column_version."foreign_options" IS 'Options of a foreign table column, values of secret-looking keys redacted.';
COMMENT ON COLUMN catalog.column_version."acl" IS 'Privileges granted, exploded: [{grantor, grantee, privilege, grantable}]; null when only the defaults apply.';
COMMENT ON COLUMN catalog.column_version."comment" IS 'Text of COMMENT ON, null when there is none.';

SELECT catalog.adopt_kind('column', 'columns');
