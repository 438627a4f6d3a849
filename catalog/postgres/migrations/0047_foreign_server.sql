-- Kind foreign_server, drafted from contracts/kinds by tools/draft-migration.
CREATE TABLE catalog.foreign_server_version (
  LIKE catalog.object_version INCLUDING COMMENTS,
  "database_name" text NOT NULL,
  "server_name" text NOT NULL,
  "owner" text NOT NULL,
  "wrapper_name" text NOT NULL,
  "server_type" text,
  "server_version" text,
  "options" jsonb,
  "acl" jsonb,
  "comment" text,
  "extension_name" text,
  "oid" bigint NOT NULL
);
COMMENT ON TABLE catalog.foreign_server_version IS 'Foreign servers.';
COMMENT ON COLUMN catalog.foreign_server_version."database_name" IS 'Database the object is in.';
COMMENT ON COLUMN catalog.foreign_server_version."server_name" IS 'Name of the foreign server.';
COMMENT ON COLUMN catalog.foreign_server_version."owner" IS 'Role that owns the object.';
COMMENT ON COLUMN catalog.foreign_server_version."wrapper_name" IS 'Foreign-data wrapper it uses.';
COMMENT ON COLUMN catalog.foreign_server_version."server_type" IS 'TYPE of the server.';
COMMENT ON COLUMN catalog.foreign_server_version."server_version" IS 'VERSION of the server.';
COMMENT ON COLUMN catalog.foreign_server_version."options" IS 'Options as an object of texts, values that look secret redacted; null when none is set or readable.';
COMMENT ON COLUMN catalog.foreign_server_version."acl" IS 'Privileges granted, exploded: [{grantor, grantee, privilege, grantable}]; null when only the defaults apply.';
COMMENT ON COLUMN catalog.foreign_server_version."comment" IS 'Text of COMMENT ON, null when there is none.';
COMMENT ON COLUMN catalog.foreign_server_version."extension_name" IS 'Extension the object is a member of.';
COMMENT ON COLUMN catalog.foreign_server_version."oid" IS 'Object identifier in the source, which a dump and restore changes.';

SELECT catalog.adopt_kind('foreign_server', 'foreign_servers');
