-- Kind conversion, drafted from contracts/kinds by tools/draft-migration.
CREATE TABLE catalog.conversion_version (
  LIKE catalog.object_version INCLUDING COMMENTS,
  "database_name" text NOT NULL,
  "schema_name" text NOT NULL,
  "conversion_name" text NOT NULL,
  "owner" text NOT NULL,
  "source_encoding" text NOT NULL,
  "target_encoding" text NOT NULL,
  "function" text NOT NULL,
  "is_default" boolean NOT NULL,
  "comment" text,
  "extension_name" text,
  "oid" bigint NOT NULL
);
COMMENT ON TABLE catalog.conversion_version IS 'Conversions between character set encodings.';
COMMENT ON COLUMN catalog.conversion_version."database_name" IS 'Database the object is in.';
COMMENT ON COLUMN catalog.conversion_version."schema_name" IS 'Schema the object is in.';
COMMENT ON COLUMN catalog.conversion_version."conversion_name" IS 'Name of the conversion.';
COMMENT ON COLUMN catalog.conversion_version."owner" IS 'Role that owns the object.';
COMMENT ON COLUMN catalog.conversion_version."source_encoding" IS 'Encoding that is converted, such as UTF8.';
COMMENT ON COLUMN catalog.conversion_version."target_encoding" IS 'Encoding it is converted to.';
COMMENT ON COLUMN catalog.conversion_version."function" IS 'Function that converts, as SQL.';
COMMENT ON COLUMN catalog.conversion_version."is_default" IS 'Whether it is the default for these encodings.';
COMMENT ON COLUMN catalog.conversion_version."comment" IS 'Text of COMMENT ON, null when there is none.';
COMMENT ON COLUMN catalog.conversion_version."extension_name" IS 'Extension the object is a member of.';
COMMENT ON COLUMN catalog.conversion_version."oid" IS 'Object identifier in the source, which a dump and restore changes.';

SELECT catalog.adopt_kind('conversion', 'conversions');
