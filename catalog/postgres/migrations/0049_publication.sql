-- Kind publication, drafted from contracts/kinds by tools/draft-migration.
CREATE TABLE catalog.publication_version (
  LIKE catalog.object_version INCLUDING COMMENTS,
  "database_name" text NOT NULL,
  "publication_name" text NOT NULL,
  "owner" text NOT NULL,
  "is_for_all_tables" boolean NOT NULL,
  "publishes_insert" boolean NOT NULL,
  "publishes_update" boolean NOT NULL,
  "publishes_delete" boolean NOT NULL,
  "publishes_truncate" boolean NOT NULL,
  "publishes_via_partition_root" boolean NOT NULL,
  "publishes_generated_columns" text,
  "comment" text,
  "oid" bigint NOT NULL
);
COMMENT ON TABLE catalog.publication_version IS 'Publications of logical replication.';
COMMENT ON COLUMN catalog.publication_version."database_name" IS 'Database the object is in.';
COMMENT ON COLUMN catalog.publication_version."publication_name" IS 'Name of the publication.';
COMMENT ON COLUMN catalog.publication_version."owner" IS 'Role that owns the object.';
COMMENT ON COLUMN catalog.publication_version."is_for_all_tables" IS 'FOR ALL TABLES.';
COMMENT ON COLUMN catalog.publication_version."publishes_insert" IS 'Whether INSERT is published.';
COMMENT ON COLUMN catalog.publication_version."publishes_update" IS 'Whether UPDATE is published.';
COMMENT ON COLUMN catalog.publication_version."publishes_delete" IS 'Whether DELETE is published.';
COMMENT ON COLUMN catalog.publication_version."publishes_truncate" IS 'Whether TRUNCATE is published.';
COMMENT ON COLUMN catalog.publication_version."publishes_via_partition_root" IS 'Whether changes of partitions are published as their root table''s.';
COMMENT ON COLUMN catalog.publication_version."publishes_generated_columns" IS 'none or stored (PostgreSQL 18).';
COMMENT ON COLUMN catalog.publication_version."comment" IS 'Text of COMMENT ON, null when there is none.';
COMMENT ON COLUMN catalog.publication_version."oid" IS 'Object identifier in the source, which a dump and restore changes.';

SELECT catalog.adopt_kind('publication', 'publications');
