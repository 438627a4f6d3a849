-- Kind range_type, drafted from contracts/kinds by tools/draft-migration.
CREATE TABLE catalog.range_type_version (
  LIKE catalog.object_version INCLUDING COMMENTS,
  "database_name" text NOT NULL,
  "schema_name" text NOT NULL,
  "type_name" text NOT NULL,
  "owner" text NOT NULL,
  "subtype" text NOT NULL,
  "subtype_operator_class" text NOT NULL,
  "is_default_operator_class" boolean NOT NULL,
  "collation" text,
  "canonical_function" text,
  "subtype_diff_function" text,
  "multirange_type" text,
  "multirange_type_schema" text,
  "multirange_type_name" text,
  "acl" jsonb,
  "comment" text,
  "extension_name" text,
  "oid" bigint NOT NULL
);
COMMENT ON TABLE catalog.range_type_version IS 'Range types, each with its multirange type.';
COMMENT ON COLUMN catalog.range_type_version."database_name" IS 'Database the object is in.';
COMMENT ON COLUMN catalog.range_type_version."schema_name" IS 'Schema the object is in.';
COMMENT ON COLUMN catalog.range_type_version."type_name" IS 'Name of the type.';
COMMENT ON COLUMN catalog.range_type_version."owner" IS 'Role that owns the object.';
COMMENT ON COLUMN catalog.range_type_version."subtype" IS 'Type of its bounds.';
COMMENT ON COLUMN catalog.range_type_version."subtype_operator_class" IS 'B-tree operator class that orders the bounds, qualified.';
COMMENT ON COLUMN catalog.range_type_version."is_default_operator_class" IS 'Whether that is the subtype''s default operator class.';
COMMENT ON COLUMN catalog.range_type_version."collation" IS 'Collation of the bounds, qualified; null when it is the subtype''s.';
COMMENT ON COLUMN catalog.range_type_version."canonical_function" IS 'Function that makes a range canonical, as SQL.';
COMMENT ON COLUMN catalog.range_type_version."subtype_diff_function" IS 'Function that subtracts two bounds, as SQL.';
COMMENT ON COLUMN catalog.range_type_version."multirange_type" IS 'Its multirange type, as SQL (PostgreSQL 14).';
COMMENT ON COLUMN catalog.range_type_version."multirange_type_schema" IS 'Schema of the multirange type (PostgreSQL 14).';
COMMENT ON COLUMN catalog.range_type_version."multirange_type_name" IS 'Name of the multirange type (PostgreSQL 14).';
COMMENT ON COLUMN catalog.range_type_version."acl" IS 'Privileges granted, exploded: [{grantor, grantee, privilege, grantable}]; null when only the defaults apply.';
COMMENT ON COLUMN catalog.range_type_version."comment" IS 'Text of COMMENT ON, null when there is none.';
COMMENT ON COLUMN catalog.range_type_version."extension_name" IS 'Extension the object is a member of.';
COMMENT ON COLUMN catalog.range_type_version."oid" IS 'Object identifier in the source, which a dump and restore changes.';

SELECT catalog.adopt_kind('range_type', 'range_types');
