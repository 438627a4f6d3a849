-- Kind database, drafted from contracts/kinds by tools/draft-migration.
CREATE TABLE catalog.database_version (
  LIKE catalog.object_version INCLUDING COMMENTS,
  "database_name" text NOT NULL,
  "owner" text NOT NULL,
  "is_extracted" boolean NOT NULL,
  "encoding" text NOT NULL,
  "locale_provider" text,
  "collate" text,
  "ctype" text,
  "locale" text,
  "icu_rules" text,
  "collation_version" text,
  "is_template" boolean NOT NULL,
  "allows_connections" boolean NOT NULL,
  "connection_limit" integer NOT NULL,
  "tablespace" text NOT NULL,
  "configuration" jsonb,
  "counters_since" timestamp with time zone NOT NULL,
  "acl" jsonb,
  "comment" text,
  "oid" bigint NOT NULL
);
COMMENT ON TABLE catalog.database_version IS 'Databases of the server, those that were not extracted included.';
COMMENT ON COLUMN catalog.database_version."database_name" IS 'Name of the database.';
COMMENT ON COLUMN catalog.database_version."owner" IS 'Role that owns the object.';
COMMENT ON COLUMN catalog.database_version."is_extracted" IS 'Whether this run connected to it and read what it holds.';
COMMENT ON COLUMN catalog.database_version."encoding" IS 'Character set encoding, such as UTF8.';
COMMENT ON COLUMN catalog.database_version."locale_provider" IS 'libc, icu or builtin; null before PostgreSQL 15.';
COMMENT ON COLUMN catalog.database_version."collate" IS 'LC_COLLATE of the database.';
COMMENT ON COLUMN catalog.database_version."ctype" IS 'LC_CTYPE of the database.';
COMMENT ON COLUMN catalog.database_version."locale" IS 'ICU or builtin locale, where that provider is used.';
COMMENT ON COLUMN catalog.database_version."icu_rules" IS 'Additional ICU collation rules (PostgreSQL 16).';
COMMENT ON COLUMN catalog.database_version."collation_version" IS 'Version of the collation it was made with (PostgreSQL 15).';
COMMENT ON COLUMN catalog.database_version."is_template" IS 'Whether it can be cloned by any role with CREATEDB.';
COMMENT ON COLUMN catalog.database_version."allows_connections" IS 'False for a database nobody may connect to.';
COMMENT ON COLUMN catalog.database_version."connection_limit" IS 'Most concurrent connections; -1 means no limit.';
COMMENT ON COLUMN catalog.database_version."tablespace" IS 'Default tablespace.';
COMMENT ON COLUMN catalog.database_version."configuration" IS 'Settings of ALTER DATABASE ... SET for every role, as an object of texts, secrets redacted.';
COMMENT ON COLUMN catalog.database_version."counters_since" IS 'Since when, at the latest, the server counts scans and changed rows of this database: the last reset, or its own start.';
COMMENT ON COLUMN catalog.database_version."acl" IS 'Privileges granted, exploded: [{grantor, grantee, privilege, grantable}]; null when only the defaults apply.';
COMMENT ON COLUMN catalog.database_version."comment" IS 'Text of COMMENT ON, null when there is none.';
COMMENT ON COLUMN catalog.database_version."oid" IS 'Object identifier in the source, which a dump and restore changes.';

SELECT catalog.adopt_kind('database', 'databases');
