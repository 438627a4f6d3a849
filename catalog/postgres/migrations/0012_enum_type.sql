-- Kind enum_type, drafted from contracts/kinds by tools/draft-migration.
CREATE TABLE catalog.enum_type_version (
  LIKE catalog.object_version INCLUDING COMMENTS,
  "database_name" text NOT NULL,
  "schema_name" text NOT NULL,
  "type_name" text NOT NULL,
  "owner" text NOT NULL,
  "labels" jsonb NOT NULL,
  "acl" jsonb,
  "comment" text,
  "extension_name" text,
  "oid" bigint NOT NULL
);
COMMENT ON TABLE catalog.enum_type_version IS 'Enum types with their labels in sort order.';
COMMENT ON COLUMN catalog.enum_type_version."database_name" IS 'Database the object is in.';
COMMENT ON COLUMN catalog.enum_type_version."schema_name" IS 'Schema the object is in.';
COMMENT ON COLUMN catalog.enum_type_version."type_name" IS 'Name of the type.';
COMMENT ON COLUMN catalog.enum_type_version."owner" IS 'Role that owns the object.';
COMMENT ON COLUMN catalog.enum_type_version."labels" IS 'Labels in sort order (enumsortorder), not in the order they were added.';
COMMENT ON COLUMN catalog.enum_type_version."acl" IS 'Privileges granted, exploded: [{grantor, grantee, privilege, grantable}]; null when only the defaults apply.';
COMMENT ON COLUMN catalog.enum_type_version."comment" IS 'Text of COMMENT ON, null when there is none.';
COMMENT ON COLUMN catalog.enum_type_version."extension_name" IS 'Extension the object is a member of.';
COMMENT ON COLUMN catalog.enum_type_version."oid" IS 'Object identifier in the source, which a dump and restore changes.';

SELECT catalog.adopt_kind('enum_type', 'enum_types');
