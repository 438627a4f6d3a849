-- Kind extended_statistics, drafted from contracts/kinds by tools/draft-migration.
CREATE TABLE catalog.extended_statistics_version (
  LIKE catalog.object_version INCLUDING COMMENTS,
  "database_name" text NOT NULL,
  "schema_name" text NOT NULL,
  "statistics_name" text NOT NULL,
  "owner" text NOT NULL,
  "table_schema" text NOT NULL,
  "table_name" text NOT NULL,
  "statistics_kinds" jsonb NOT NULL,
  "columns" jsonb NOT NULL,
  "expressions" jsonb,
  "statistics_target" integer,
  "definition" text,
  "comment" text,
  "extension_name" text,
  "oid" bigint NOT NULL
);
COMMENT ON TABLE catalog.extended_statistics_version IS 'Extended statistics objects (CREATE STATISTICS); the statistics themselves are left out.';
COMMENT ON COLUMN catalog.extended_statistics_version."database_name" IS 'Database the object is in.';
COMMENT ON COLUMN catalog.extended_statistics_version."schema_name" IS 'Schema the object is in.';
COMMENT ON COLUMN catalog.extended_statistics_version."statistics_name" IS 'Name of the statistics object.';
COMMENT ON COLUMN catalog.extended_statistics_version."owner" IS 'Role that owns the object.';
COMMENT ON COLUMN catalog.extended_statistics_version."table_schema" IS 'Schema of its table.';
COMMENT ON COLUMN catalog.extended_statistics_version."table_name" IS 'Table it describes.';
COMMENT ON COLUMN catalog.extended_statistics_version."statistics_kinds" IS 'Of ndistinct, dependencies and mcv those it keeps; [] for one of a single expression.';
COMMENT ON COLUMN catalog.extended_statistics_version."columns" IS 'Columns it covers, in the order of the table.';
COMMENT ON COLUMN catalog.extended_statistics_version."expressions" IS 'Expressions it covers, in order (PostgreSQL 14); null when there is none or they could not be read.';
COMMENT ON COLUMN catalog.extended_statistics_version."statistics_target" IS 'Statistics target where set, null for the default.';
COMMENT ON COLUMN catalog.extended_statistics_version."definition" IS 'Definition as pg_get_statisticsobjdef prints it; null when it could not be read.';
COMMENT ON COLUMN catalog.extended_statistics_version."comment" IS 'Text of COMMENT ON, null when there is none.';
COMMENT ON COLUMN catalog.extended_statistics_version."extension_name" IS 'Extension the object is a member of.';
COMMENT ON COLUMN catalog.extended_statistics_version."oid" IS 'Object identifier in the source, which a dump and restore changes.';

SELECT catalog.adopt_kind('extended_statistics', 'extended_statistics');
