-- Kind user_mapping, drafted from contracts/kinds by tools/draft-migration.
CREATE TABLE catalog.user_mapping_version (
  LIKE catalog.object_version INCLUDING COMMENTS,
  "database_name" text NOT NULL,
  "server_name" text NOT NULL,
  "user_name" text NOT NULL,
  "options_readable" boolean NOT NULL,
  "options" jsonb,
  "extension_name" text,
  "oid" bigint NOT NULL
);
COMMENT ON TABLE catalog.user_mapping_version IS 'User mappings of foreign servers, secrets redacted.';
COMMENT ON COLUMN catalog.user_mapping_version."database_name" IS 'Database the object is in.';
COMMENT ON COLUMN catalog.user_mapping_version."server_name" IS 'Foreign server.';
COMMENT ON COLUMN catalog.user_mapping_version."user_name" IS 'Role it maps; public for everybody, a name that no role can have.';
COMMENT ON COLUMN catalog.user_mapping_version."options_readable" IS 'Whether the reading role may see its options.';
COMMENT ON COLUMN catalog.user_mapping_version."options" IS 'Options as an object of texts, values that look secret redacted; null when none is set or readable.';
COMMENT ON COLUMN catalog.user_mapping_version."extension_name" IS 'Extension the object is a member of.';
COMMENT ON COLUMN catalog.user_mapping_version."oid" IS 'Object identifier in the source, which a dump and restore changes.';

SELECT catalog.adopt_kind('user_mapping', 'user_mappings');
