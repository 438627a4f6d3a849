-- Kind extension, drafted from contracts/kinds by tools/draft-migration.
CREATE TABLE catalog.extension_version (
  LIKE catalog.object_version INCLUDING COMMENTS,
  "database_name" text NOT NULL,
  "extension_name" text NOT NULL,
  "owner" text NOT NULL,
  "version" text NOT NULL,
  "extension_schema" text NOT NULL,
  "is_relocatable" boolean NOT NULL,
  "member_counts" jsonb NOT NULL,
  "configuration_tables" jsonb NOT NULL,
  "comment" text,
  "oid" bigint NOT NULL
);
COMMENT ON TABLE catalog.extension_version IS 'Installed extensions, those that every new database has left out.';
COMMENT ON COLUMN catalog.extension_version."database_name" IS 'Database the object is in.';
COMMENT ON COLUMN catalog.extension_version."extension_name" IS 'Name of the extension.';
COMMENT ON COLUMN catalog.extension_version."owner" IS 'Role that owns the object.';
COMMENT ON COLUMN catalog.extension_version."version" IS 'Installed version.';
COMMENT ON COLUMN catalog.extension_version."extension_schema" IS 'Schema that holds its objects.';
COMMENT ON COLUMN catalog.extension_version."is_relocatable" IS 'Whether ALTER EXTENSION ... SET SCHEMA works.';
COMMENT ON COLUMN catalog.extension_version."member_counts" IS 'Number of its member objects by system catalog, such as {"pg_proc": 31}.';
COMMENT ON COLUMN catalog.extension_version."configuration_tables" IS 'Tables whose rows a dump includes: [{schema_name, table_name, condition}], in their order.';
COMMENT ON COLUMN catalog.extension_version."comment" IS 'Text of COMMENT ON, null when there is none.';
COMMENT ON COLUMN catalog.extension_version."oid" IS 'Object identifier in the source, which a dump and restore changes.';

SELECT catalog.adopt_kind('extension', 'extensions');
