-- Kind tablespace, drafted from contracts/kinds by tools/draft-migration.
CREATE TABLE catalog.tablespace_version (
  LIKE catalog.object_version INCLUDING COMMENTS,
  "tablespace_name" text NOT NULL,
  "owner" text NOT NULL,
  "location" text,
  "options" jsonb,
  "acl" jsonb,
  "comment" text,
  "oid" bigint NOT NULL
);
COMMENT ON TABLE catalog.tablespace_version IS 'Tablespaces of the server other than pg_default and pg_global.';
COMMENT ON COLUMN catalog.tablespace_version."tablespace_name" IS 'Name of the tablespace.';
COMMENT ON COLUMN catalog.tablespace_version."owner" IS 'Role that owns the object.';
COMMENT ON COLUMN catalog.tablespace_version."location" IS 'Directory on the server; null when it could not be read.';
COMMENT ON COLUMN catalog.tablespace_version."options" IS 'Storage parameters as an object of texts, null when none is set.';
COMMENT ON COLUMN catalog.tablespace_version."acl" IS 'Privileges granted, exploded: [{grantor, grantee, privilege, grantable}]; null when only the defaults apply.';
COMMENT ON COLUMN catalog.tablespace_version."comment" IS 'Text of COMMENT ON, null when there is none.';
COMMENT ON COLUMN catalog.tablespace_version."oid" IS 'Object identifier in the source, which a dump and restore changes.';

SELECT catalog.adopt_kind('tablespace', 'tablespaces');
