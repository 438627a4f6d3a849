-- Kind publication_schema, drafted from contracts/kinds by tools/draft-migration.
CREATE TABLE catalog.publication_schema_version (
  LIKE catalog.object_version INCLUDING COMMENTS,
  "database_name" text NOT NULL,
  "publication_name" text NOT NULL,
  "schema_name" text NOT NULL,
  "oid" bigint NOT NULL
);
COMMENT ON TABLE catalog.publication_schema_version IS 'Schemas whose tables publications name as a whole (PostgreSQL 15).';
COMMENT ON COLUMN catalog.publication_schema_version."database_name" IS 'Database the object is in.';
COMMENT ON COLUMN catalog.publication_schema_version."publication_name" IS 'Publication that names the schema.';
COMMENT ON COLUMN catalog.publication_schema_version."schema_name" IS 'Published schema.';
COMMENT ON COLUMN catalog.publication_schema_version."oid" IS 'Object identifier in the source, which a dump and restore changes.';

SELECT catalog.adopt_kind('publication_schema', 'publication_schemas');
