-- Kind view, drafted from contracts/kinds by tools/draft-migration.
CREATE TABLE catalog.view_version (
  LIKE catalog.object_version INCLUDING COMMENTS,
  "database_name" text NOT NULL,
  "schema_name" text NOT NULL,
  "table_name" text NOT NULL,
  "owner" text NOT NULL,
  "extension_name" text,
  "persistence" text NOT NULL,
  "definition" text,
  "check_option" text,
  "security_barrier" boolean NOT NULL,
  "security_invoker" boolean NOT NULL,
  "is_updatable" boolean,
  "is_insertable" boolean,
  "options" jsonb,
  "option_order" jsonb,
  "acl" jsonb,
  "comment" text,
  "oid" bigint NOT NULL
);
COMMENT ON TABLE catalog.view_version IS 'Views with their definitions.';
COMMENT ON COLUMN catalog.view_version."database_name" IS 'Database the object is in.';
COMMENT ON COLUMN catalog.view_version."schema_name" IS 'Schema the object is in.';
COMMENT ON COLUMN catalog.view_version."table_name" IS 'Name of the view.';
COMMENT ON COLUMN catalog.view_version."owner" IS 'Role that owns the object.';
COMMENT ON COLUMN catalog.view_version."extension_name" IS 'Extension the object is a member of.';
COMMENT ON COLUMN catalog.view_version."persistence" IS 'permanent or temporary.';
COMMENT ON COLUMN catalog.view_version."definition" IS 'Query of the view as pg_get_viewdef prints it; null when it could not be read.';
COMMENT ON COLUMN catalog.view_version."check_option" IS 'local or cascaded, null when there is none.';
COMMENT ON COLUMN catalog.view_version."security_barrier" IS 'Whether it is a security barrier.';
COMMENT ON COLUMN catalog.view_version."security_invoker" IS 'Whether it runs with the caller''s rights (PostgreSQL 15).';
COMMENT ON COLUMN catalog.view_version."is_updatable" IS 'Whether UPDATE and DELETE work on it, triggers included; null when it could not be read.';
COMMENT ON COLUMN catalog.view_version."is_insertable" IS 'Whether INSERT works on it, triggers included; null when it could not be read.';
COMMENT ON COLUMN catalog.view_version."options" IS 'Storage parameters as an object of texts, null when none is set.';
COMMENT ON COLUMN catalog.view_version."option_order" IS 'Names of the storage parameters in the order they were set in, where there are several; null otherwise.';
COMMENT ON COLUMN catalog.view_version."acl" IS 'Privileges granted, exploded: [{grantor, grantee, privilege, grantable}]; null when only the defaults apply.';
COMMENT ON COLUMN catalog.view_version."comment" IS 'Text of COMMENT ON, null when there is none.';
COMMENT ON COLUMN catalog.view_version."oid" IS 'Object identifier in the source, which a dump and restore changes.';

SELECT catalog.adopt_kind('view', 'views');
