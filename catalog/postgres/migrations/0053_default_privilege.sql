-- Kind default_privilege, drafted from contracts/kinds by tools/draft-migration.
CREATE TABLE catalog.default_privilege_version (
  LIKE catalog.object_version INCLUDING COMMENTS,
  "database_name" text NOT NULL,
  "role_name" text NOT NULL,
  "schema_name" text,
  "object_type" text NOT NULL,
  "acl" jsonb NOT NULL,
  "oid" bigint NOT NULL
);
COMMENT ON TABLE catalog.default_privilege_version IS 'Privileges that objects get when they are created (ALTER DEFAULT PRIVILEGES).';
COMMENT ON COLUMN catalog.default_privilege_version."database_name" IS 'Database the object is in.';
COMMENT ON COLUMN catalog.default_privilege_version."role_name" IS 'Role whose new objects get them.';
COMMENT ON COLUMN catalog.default_privilege_version."schema_name" IS 'Schema they are for, null for all.';
COMMENT ON COLUMN catalog.default_privilege_version."object_type" IS 'table, sequence, function, type, schema or large object (PostgreSQL 18).';
COMMENT ON COLUMN catalog.default_privilege_version."acl" IS 'Privileges: [{grantor, grantee, privilege, grantable}]. Without a schema they replace the built-in defaults, with one they add.';
COMMENT ON COLUMN catalog.default_privilege_version."oid" IS 'Object identifier in the source, which a dump and restore changes.';

SELECT catalog.adopt_kind('default_privilege', 'default_privileges');
