-- Kind trigger, drafted from contracts/kinds by tools/draft-migration.
CREATE TABLE catalog.trigger_version (
  LIKE catalog.object_version INCLUDING COMMENTS,
  "database_name" text NOT NULL,
  "schema_name" text NOT NULL,
  "table_name" text NOT NULL,
  "trigger_name" text NOT NULL,
  "timing" text NOT NULL,
  "events" jsonb NOT NULL,
  "level" text NOT NULL,
  "update_columns" jsonb,
  "has_condition" boolean NOT NULL,
  "condition" text,
  "function" text NOT NULL,
  "arguments" jsonb NOT NULL,
  "enabled" text NOT NULL,
  "old_transition_table" text,
  "new_transition_table" text,
  "is_constraint" boolean NOT NULL,
  "is_deferrable" boolean NOT NULL,
  "is_initially_deferred" boolean NOT NULL,
  "from_schema" text,
  "from_table" text,
  "parent_schema" text,
  "parent_table" text,
  "parent_trigger" text,
  "definition" text,
  "depends_on_extensions" jsonb,
  "comment" text,
  "oid" bigint NOT NULL
);
COMMENT ON TABLE catalog.trigger_version IS 'Triggers of tables and views, the server''s own for constraints left out.';
COMMENT ON COLUMN catalog.trigger_version."database_name" IS 'Database the object is in.';
COMMENT ON COLUMN catalog.trigger_version."schema_name" IS 'Schema the object is in.';
COMMENT ON COLUMN catalog.trigger_version."table_name" IS 'Table, view or materialized view it belongs to.';
COMMENT ON COLUMN catalog.trigger_version."trigger_name" IS 'Name of the trigger.';
COMMENT ON COLUMN catalog.trigger_version."timing" IS 'before, after or instead of.';
COMMENT ON COLUMN catalog.trigger_version."events" IS 'Of insert, delete, update and truncate those it fires for, in this order.';
COMMENT ON COLUMN catalog.trigger_version."level" IS 'row or statement.';
COMMENT ON COLUMN catalog.trigger_version."update_columns" IS 'Columns of UPDATE OF, in order; null for any.';
COMMENT ON COLUMN catalog.trigger_version."has_condition" IS 'Whether it has a WHEN condition.';
COMMENT ON COLUMN catalog.trigger_version."condition" IS 'WHEN condition; null when there is none or it could not be read.';
COMMENT ON COLUMN catalog.trigger_version."function" IS 'Function it calls, schema-qualified and quoted.';
COMMENT ON COLUMN catalog.trigger_version."arguments" IS 'Arguments of the function as texts, in order.';
COMMENT ON COLUMN catalog.trigger_version."enabled" IS 'origin (the default), replica, always or disabled.';
COMMENT ON COLUMN catalog.trigger_version."old_transition_table" IS 'Name of REFERENCING OLD TABLE.';
COMMENT ON COLUMN catalog.trigger_version."new_transition_table" IS 'Name of REFERENCING NEW TABLE.';
COMMENT ON COLUMN catalog.trigger_version."is_constraint" IS 'Whether it is a constraint trigger.';
COMMENT ON COLUMN catalog.trigger_version."is_deferrable" IS 'Whether a constraint trigger is DEFERRABLE.';
COMMENT ON COLUMN catalog.trigger_version."is_initially_deferred" IS 'Whether a constraint trigger is INITIALLY DEFERRED.';
COMMENT ON COLUMN catalog.trigger_version."from_schema" IS 'Schema of the table that a constraint trigger names by FROM.';
COMMENT ON COLUMN catalog.trigger_version."from_table" IS 'Table that a constraint trigger names by FROM.';
COMMENT ON COLUMN catalog.trigger_version."parent_schema" IS 'Schema of the partitioned table whose trigger a partition''s one is a copy of.';
COMMENT ON COLUMN catalog.trigger_version."parent_table" IS 'Partitioned table whose trigger a partition''s one is a copy of; both have one name when created.';
COMMENT ON COLUMN catalog.trigger_version."parent_trigger" IS 'Trigger that it is a copy of.';
COMMENT ON COLUMN catalog.trigger_version."definition" IS 'Definition as pg_get_triggerdef prints it; null when it could not be read.';
COMMENT ON COLUMN catalog.trigger_version."depends_on_extensions" IS 'Extensions it is dropped with (DEPENDS ON EXTENSION), by name.';
COMMENT ON COLUMN catalog.trigger_version."comment" IS 'Text of COMMENT ON, null when there is none.';
COMMENT ON COLUMN catalog.trigger_version."oid" IS 'Object identifier in the source, which a dump and restore changes.';

SELECT catalog.adopt_kind('trigger', 'triggers');
