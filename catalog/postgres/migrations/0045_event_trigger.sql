-- Kind event_trigger, drafted from contracts/kinds by tools/draft-migration.
CREATE TABLE catalog.event_trigger_version (
  LIKE catalog.object_version INCLUDING COMMENTS,
  "database_name" text NOT NULL,
  "event_trigger_name" text NOT NULL,
  "owner" text NOT NULL,
  "event" text NOT NULL,
  "tags" jsonb,
  "function" text NOT NULL,
  "enabled" text NOT NULL,
  "comment" text,
  "extension_name" text,
  "oid" bigint NOT NULL
);
COMMENT ON TABLE catalog.event_trigger_version IS 'Event triggers, which fire on DDL and logins.';
COMMENT ON COLUMN catalog.event_trigger_version."database_name" IS 'Database the object is in.';
COMMENT ON COLUMN catalog.event_trigger_version."event_trigger_name" IS 'Name of the event trigger.';
COMMENT ON COLUMN catalog.event_trigger_version."owner" IS 'Role that owns the object.';
COMMENT ON COLUMN catalog.event_trigger_version."event" IS 'ddl_command_start, ddl_command_end, sql_drop, table_rewrite or login.';
COMMENT ON COLUMN catalog.event_trigger_version."tags" IS 'Command tags it fires for, in order; null for all.';
COMMENT ON COLUMN catalog.event_trigger_version."function" IS 'Function it calls, schema-qualified and quoted.';
COMMENT ON COLUMN catalog.event_trigger_version."enabled" IS 'origin (the default), replica, always or disabled.';
COMMENT ON COLUMN catalog.event_trigger_version."comment" IS 'Text of COMMENT ON, null when there is none.';
COMMENT ON COLUMN catalog.event_trigger_version."extension_name" IS 'Extension the object is a member of.';
COMMENT ON COLUMN catalog.event_trigger_version."oid" IS 'Object identifier in the source, which a dump and restore changes.';

SELECT catalog.adopt_kind('event_trigger', 'event_triggers');
