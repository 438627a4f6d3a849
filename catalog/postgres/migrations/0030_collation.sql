-- Kind collation, drafted from contracts/kinds by tools/draft-migration.
CREATE TABLE catalog.collation_version (
  LIKE catalog.object_version INCLUDING COMMENTS,
  "database_name" text NOT NULL,
  "schema_name" text NOT NULL,
  "collation_name" text NOT NULL,
  "owner" text NOT NULL,
  "provider" text NOT NULL,
  "is_deterministic" boolean NOT NULL,
  "encoding" text,
  "collate" text,
  "ctype" text,
  "locale" text,
  "icu_rules" text,
  "version" text,
  "comment" text,
  "extension_name" text,
  "oid" bigint NOT NULL
);
COMMENT ON TABLE catalog.collation_version IS 'Collations with their provider and locale.';
COMMENT ON COLUMN catalog.collation_version."database_name" IS 'Database the object is in.';
COMMENT ON COLUMN catalog.collation_version."schema_name" IS 'Schema the object is in.';
COMMENT ON COLUMN catalog.collation_version."collation_name" IS 'Name of the collation.';
COMMENT ON COLUMN catalog.collation_version."owner" IS 'Role that owns the object.';
COMMENT ON COLUMN catalog.collation_version."provider" IS 'libc, icu, builtin (PostgreSQL 17) or default.';
COMMENT ON COLUMN catalog.collation_version."is_deterministic" IS 'Whether only strings of the same bytes are equal.';
COMMENT ON COLUMN catalog.collation_version."encoding" IS 'Encoding it works in, null for any.';
COMMENT ON COLUMN catalog.collation_version."collate" IS 'LC_COLLATE of a libc collation.';
COMMENT ON COLUMN catalog.collation_version."ctype" IS 'LC_CTYPE of a libc collation.';
COMMENT ON COLUMN catalog.collation_version."locale" IS 'Locale of an ICU or builtin collation.';
COMMENT ON COLUMN catalog.collation_version."icu_rules" IS 'Additional ICU rules (PostgreSQL 16).';
COMMENT ON COLUMN catalog.collation_version."version" IS 'Version of the collation that the provider gave when it was made.';
COMMENT ON COLUMN catalog.collation_version."comment" IS 'Text of COMMENT ON, null when there is none.';
COMMENT ON COLUMN catalog.collation_version."extension_name" IS 'Extension the object is a member of.';
COMMENT ON COLUMN catalog.collation_version."oid" IS 'Object identifier in the source, which a dump and restore changes.';

SELECT catalog.adopt_kind('collation', 'collations');
