-- Kind server_setting, drafted from contracts/kinds by tools/draft-migration.
CREATE TABLE catalog.server_setting_version (
  LIKE catalog.object_version INCLUDING COMMENTS,
  "setting_scope" text NOT NULL,
  "database_name" text,
  "role_name" text,
  "setting_name" text NOT NULL,
  "value" text NOT NULL,
  "unit" text,
  "source" text,
  "is_pending_restart" boolean
);
COMMENT ON TABLE catalog.server_setting_version IS 'Settings of the server that are preset or differ from what is built in, and those of databases and roles.';
COMMENT ON COLUMN catalog.server_setting_version."setting_scope" IS 'server, database, role, or role in database.';
COMMENT ON COLUMN catalog.server_setting_version."database_name" IS 'Database it is set for, null when for all.';
COMMENT ON COLUMN catalog.server_setting_version."role_name" IS 'Role it is set for, null when for all.';
COMMENT ON COLUMN catalog.server_setting_version."setting_name" IS 'Name of the setting.';
COMMENT ON COLUMN catalog.server_setting_version."value" IS 'Its value in its unit; *** when it looks secret.';
COMMENT ON COLUMN catalog.server_setting_version."unit" IS 'Unit of a server''s value, such as 8kB or ms.';
COMMENT ON COLUMN catalog.server_setting_version."source" IS 'Where a server''s value comes from, such as configuration file.';
COMMENT ON COLUMN catalog.server_setting_version."is_pending_restart" IS 'Whether the configuration file has another value that needs a restart.';

SELECT catalog.adopt_kind('server_setting', 'server_settings');
