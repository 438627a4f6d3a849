-- Kind base_type, drafted from contracts/kinds by tools/draft-migration.
CREATE TABLE catalog.base_type_version (
  LIKE catalog.object_version INCLUDING COMMENTS,
  "database_name" text NOT NULL,
  "schema_name" text NOT NULL,
  "type_name" text NOT NULL,
  "owner" text NOT NULL,
  "is_shell" boolean NOT NULL,
  "input_function" text,
  "output_function" text,
  "receive_function" text,
  "send_function" text,
  "modifier_input_function" text,
  "modifier_output_function" text,
  "analyze_function" text,
  "subscript_function" text,
  "internal_length" integer NOT NULL,
  "is_passed_by_value" boolean NOT NULL,
  "alignment" text NOT NULL,
  "storage" text NOT NULL,
  "category" text NOT NULL,
  "is_preferred" boolean NOT NULL,
  "delimiter" text NOT NULL,
  "element_type" text,
  "is_collatable" boolean NOT NULL,
  "default_expression" text,
  "acl" jsonb,
  "comment" text,
  "extension_name" text,
  "oid" bigint NOT NULL
);
COMMENT ON TABLE catalog.base_type_version IS 'Base types (CREATE TYPE with an input function), shell types included; the array types of others are left out.';
COMMENT ON COLUMN catalog.base_type_version."database_name" IS 'Database the object is in.';
COMMENT ON COLUMN catalog.base_type_version."schema_name" IS 'Schema the object is in.';
COMMENT ON COLUMN catalog.base_type_version."type_name" IS 'Name of the type.';
COMMENT ON COLUMN catalog.base_type_version."owner" IS 'Role that owns the object.';
COMMENT ON COLUMN catalog.base_type_version."is_shell" IS 'Whether it is only declared yet (CREATE TYPE name); it has no functions.';
COMMENT ON COLUMN catalog.base_type_version."input_function" IS 'Function that reads the textual form, as SQL.';
COMMENT ON COLUMN catalog.base_type_version."output_function" IS 'Function that writes the textual form, as SQL.';
COMMENT ON COLUMN catalog.base_type_version."receive_function" IS 'Function that reads the binary form, as SQL.';
COMMENT ON COLUMN catalog.base_type_version."send_function" IS 'Function that writes the binary form, as SQL.';
COMMENT ON COLUMN catalog.base_type_version."modifier_input_function" IS 'Function that reads type modifiers (TYPMOD_IN), as SQL.';
COMMENT ON COLUMN catalog.base_type_version."modifier_output_function" IS 'Function that writes type modifiers (TYPMOD_OUT), as SQL.';
COMMENT ON COLUMN catalog.base_type_version."analyze_function" IS 'Function that gathers statistics, as SQL.';
COMMENT ON COLUMN catalog.base_type_version."subscript_function" IS 'Function that handles subscripts, as SQL (PostgreSQL 14).';
COMMENT ON COLUMN catalog.base_type_version."internal_length" IS 'Length in bytes; -1 for a variable one, -2 for a C string.';
COMMENT ON COLUMN catalog.base_type_version."is_passed_by_value" IS 'Whether values are passed by value.';
COMMENT ON COLUMN catalog.base_type_version."alignment" IS 'char, int2, int4 or double.';
COMMENT ON COLUMN catalog.base_type_version."storage" IS 'plain, external, extended or main.';
COMMENT ON COLUMN catalog.base_type_version."category" IS 'Category letter (typcategory).';
COMMENT ON COLUMN catalog.base_type_version."is_preferred" IS 'Whether it is preferred within its category.';
COMMENT ON COLUMN catalog.base_type_version."delimiter" IS 'Character between the elements of its arrays.';
COMMENT ON COLUMN catalog.base_type_version."element_type" IS 'Type of the elements, when it can be subscripted.';
COMMENT ON COLUMN catalog.base_type_version."is_collatable" IS 'Whether values can have a collation.';
COMMENT ON COLUMN catalog.base_type_version."default_expression" IS 'Default as SQL; null when there is none or it could not be read.';
COMMENT ON COLUMN catalog.base_type_version."acl" IS 'Privileges granted, exploded: [{grantor, grantee, privilege, grantable}]; null when only the defaults apply.';
COMMENT ON COLUMN catalog.base_type_version."comment" IS 'Text of COMMENT ON, null when there is none.';
COMMENT ON COLUMN catalog.base_type_version."extension_name" IS 'Extension the object is a member of.';
COMMENT ON COLUMN catalog.base_type_version."oid" IS 'Object identifier in the source, which a dump and restore changes.';

SELECT catalog.adopt_kind('base_type', 'base_types');
