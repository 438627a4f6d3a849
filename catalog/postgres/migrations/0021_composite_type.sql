-- Kind composite_type, drafted from contracts/kinds by tools/draft-migration.
CREATE TABLE catalog.composite_type_version (
  LIKE catalog.object_version INCLUDING COMMENTS,
  "database_name" text NOT NULL,
  "schema_name" text NOT NULL,
  "type_name" text NOT NULL,
  "owner" text NOT NULL,
  "attributes" jsonb NOT NULL,
  "acl" jsonb,
  "comment" text,
  "extension_name" text,
  "oid" bigint NOT NULL
);
COMMENT ON TABLE catalog.composite_type_version IS 'Stand-alone composite types (CREATE TYPE ... AS); row types of tables are left out.';
COMMENT ON COLUMN catalog.composite_type_version."database_name" IS 'Database the object is in.';
COMMENT ON COLUMN catalog.composite_type_version."schema_name" IS 'Schema the object is in.';
COMMENT ON COLUMN catalog.composite_type_version."type_name" IS 'Name of the type.';
COMMENT ON COLUMN catalog.composite_type_version."owner" IS 'Role that owns the object.';
COMMENT ON COLUMN catalog.composite_type_version."attributes" IS 'Attributes in order, dropped ones left out: [{name, type, collation, comment}]; collation is null when it is the type''s.';
COMMENT ON COLUMN catalog.composite_type_version."acl" IS 'Privileges granted, exploded: [{grantor, grantee, privilege, grantable}]; null when only the defaults apply.';
COMMENT ON COLUMN catalog.composite_type_version."comment" IS 'Text of COMMENT ON, null when there is none.';
COMMENT ON COLUMN catalog.composite_type_version."extension_name" IS 'Extension the object is a member of.';
COMMENT ON COLUMN catalog.composite_type_version."oid" IS 'Object identifier in the source, which a dump and restore changes.';

SELECT catalog.adopt_kind('composite_type', 'composite_types');
