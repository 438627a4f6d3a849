-- Kind materialized_view, drafted from contracts/kinds by tools/draft-migration.
CREATE TABLE catalog.materialized_view_version (
  LIKE catalog.object_version INCLUDING COMMENTS,
  "database_name" text NOT NULL,
  "schema_name" text NOT NULL,
  "table_name" text NOT NULL,
  "owner" text NOT NULL,
  "extension_name" text,
  "persistence" text NOT NULL,
  "definition" text,
  "is_populated" boolean NOT NULL,
  "access_method" text,
  "tablespace" text,
  "options" jsonb,
  "option_order" jsonb,
  "toast_options" jsonb,
  "clustered_index" text,
  "acl" jsonb,
  "comment" text,
  "oid" bigint NOT NULL
);
COMMENT ON TABLE catalog.materialized_view_version IS 'Materialized views with their definitions.';
COMMENT ON COLUMN catalog.materialized_view_version."database_name" IS 'Database the object is in.';
COMMENT ON COLUMN catalog.materialized_view_version."schema_name" IS 'Schema the object is in.';
COMMENT ON COLUMN catalog.materialized_view_version."table_name" IS 'Name of the materialized view.';
COMMENT ON COLUMN catalog.materialized_view_version."owner" IS 'Role that owns the object.';
COMMENT ON COLUMN catalog.materialized_view_version."extension_name" IS 'Extension the object is a member of.';
COMMENT ON COLUMN catalog.materialized_view_version."persistence" IS 'permanent or unlogged.';
COMMENT ON COLUMN catalog.materialized_view_version."definition" IS 'Query of the materialized view as pg_get_viewdef prints it; null when it could not be read.';
COMMENT ON COLUMN catalog.materialized_view_version."is_populated" IS 'False after CREATE or REFRESH ... WITH NO DATA.';
COMMENT ON COLUMN catalog.materialized_view_version."access_method" IS 'Table access method, such as heap.';
COMMENT ON COLUMN catalog.materialized_view_version."tablespace" IS 'Tablespace, null for the database''s default.';
COMMENT ON COLUMN catalog.materialized_view_version."options" IS 'Storage parameters as an object of texts, null when none is set.';
COMMENT ON COLUMN catalog.materialized_view_version."option_order" IS 'Names of the storage parameters in the order they were set in, where there are several; null otherwise.';
COMMENT ON COLUMN catalog.materialized_view_version."toast_options" IS 'Storage parameters of the TOAST table as an object of texts, null when none is set.';
COMMENT ON COLUMN catalog.materialized_view_version."clustered_index" IS 'Index that CLUSTER uses, in the same schema; null when none was chosen.';
COMMENT ON COLUMN catalog.materialized_view_version."acl" IS 'Privileges granted, exploded: [{grantor, grantee, privilege, grantable}]; null when only the defaults apply.';
COMMENT ON COLUMN catalog.materialized_view_version."comment" IS 'Text of COMMENT ON, null when there is none.';
COMMENT ON COLUMN catalog.materialized_view_version."oid" IS 'Object identifier in the source, which a dump and restore changes.';

SELECT catalog.adopt_kind('materialized_view', 'materialized_views');
