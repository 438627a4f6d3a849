-- Kind role, drafted from contracts/kinds by tools/draft-migration.
CREATE TABLE catalog.role_version (
  LIKE catalog.object_version INCLUDING COMMENTS,
  "role_name" text NOT NULL,
  "is_superuser" boolean NOT NULL,
  "inherits" boolean NOT NULL,
  "can_create_roles" boolean NOT NULL,
  "can_create_databases" boolean NOT NULL,
  "can_login" boolean NOT NULL,
  "can_replicate" boolean NOT NULL,
  "bypasses_row_security" boolean NOT NULL,
  "connection_limit" integer NOT NULL,
  "valid_until" text,
  "configuration" jsonb,
  "comment" text,
  "oid" bigint NOT NULL
);
COMMENT ON TABLE catalog.role_version IS 'Roles of the server, without their passwords; predefined roles (pg_*) left out.';
COMMENT ON COLUMN catalog.role_version."role_name" IS 'Name of the role.';
COMMENT ON COLUMN catalog.role_version."is_superuser" IS 'SUPERUSER.';
COMMENT ON COLUMN catalog.role_version."inherits" IS 'INHERIT: whether it has the rights of roles it is a member of.';
COMMENT ON COLUMN catalog.role_version."can_create_roles" IS 'CREATEROLE.';
COMMENT ON COLUMN catalog.role_version."can_create_databases" IS 'CREATEDB.';
COMMENT ON COLUMN catalog.role_version."can_login" IS 'LOGIN.';
COMMENT ON COLUMN catalog.role_version."can_replicate" IS 'REPLICATION.';
COMMENT ON COLUMN catalog.role_version."bypasses_row_security" IS 'BYPASSRLS.';
COMMENT ON COLUMN catalog.role_version."connection_limit" IS 'Most concurrent connections; -1 means no limit.';
COMMENT ON COLUMN catalog.role_version."valid_until" IS 'When its password expires: ISO 8601 in UTC, infinity or -infinity; null when never set.';
COMMENT ON COLUMN catalog.role_version."configuration" IS 'Settings of the role in all databases as an object of texts, values that look secret redacted.';
COMMENT ON COLUMN catalog.role_version."comment" IS 'Text of COMMENT ON, null when there is none.';
COMMENT ON COLUMN catalog.role_version."oid" IS 'Object identifier in the source, which a dump and restore changes.';

SELECT catalog.adopt_kind('role', 'roles');
