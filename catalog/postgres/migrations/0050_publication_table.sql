-- Kind publication_table, drafted from contracts/kinds by tools/draft-migration.
CREATE TABLE catalog.publication_table_version (
  LIKE catalog.object_version INCLUDING COMMENTS,
  "database_name" text NOT NULL,
  "publication_name" text NOT NULL,
  "schema_name" text NOT NULL,
  "table_name" text NOT NULL,
  "columns" jsonb,
  "has_row_filter" boolean NOT NULL,
  "row_filter" text,
  "oid" bigint NOT NULL
);
COMMENT ON TABLE catalog.publication_table_version IS 'Tables that publications name.';
COMMENT ON COLUMN catalog.publication_table_version."database_name" IS 'Database the object is in.';
COMMENT ON COLUMN catalog.publication_table_version."publication_name" IS 'Publication that names the table.';
COMMENT ON COLUMN catalog.publication_table_version."schema_name" IS 'Schema of the published table.';
COMMENT ON COLUMN catalog.publication_table_version."table_name" IS 'Published table.';
COMMENT ON COLUMN catalog.publication_table_version."columns" IS 'Published columns by position, null for all (PostgreSQL 15).';
COMMENT ON COLUMN catalog.publication_table_version."has_row_filter" IS 'Whether only some rows are published (PostgreSQL 15).';
COMMENT ON COLUMN catalog.publication_table_version."row_filter" IS 'Condition of published rows; null when there is none or it could not be read.';
COMMENT ON COLUMN catalog.publication_table_version."oid" IS 'Object identifier in the source, which a dump and restore changes.';

SELECT catalog.adopt_kind('publication_table', 'publication_tables');
