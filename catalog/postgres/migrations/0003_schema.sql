-- Kind schema, drafted from contracts/kinds by tools/draft-migration.
CREATE TABLE catalog.schema_version (
  LIKE catalog.object_version INCLUDING COMMENTS,
  "database_name" text NOT NULL,
  "schema_name" text NOT NULL,
  "owner" text NOT NULL,
  "extension_name" text,
  "acl" jsonb,
  "comment" text,
  "oid" bigint NOT NULL
);
COMMENT ON TABLE catalog.schema_version IS 'Schemas of the extracted database, system schemas left out.';
COMMENT ON COLUMN catalog.schema_version."database_name" IS 'Database the object is in.';
COMMENT ON COLUMN catalog.schema_version."schema_name" IS 'Name of the schema.';
COMMENT ON COLUMN catalog.schema_version."owner" IS 'Role that owns the object.';
COMMENT ON COLUMN catalog.schema_version."extension_name" IS 'Extension the object is a member of.';
COMMENT ON COLUMN catalog.schema_version."acl" IS 'Privileges granted, exploded: [{grantor, grantee, privilege, grantable}]; null when only the defaults apply.';
COMMENT ON COLUMN catalog.schema_version."comment" IS 'Text of COMMENT ON, null when there is none.';
COMMENT ON COLUMN catalog.schema_version."oid" IS 'Object identifier in the source, which a dump and restore changes.';

SELECT catalog.adopt_kind('schema', 'schemas');
