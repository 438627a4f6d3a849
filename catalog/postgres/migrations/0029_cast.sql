-- Kind cast, drafted from contracts/kinds by tools/draft-migration.
CREATE TABLE catalog.cast_version (
  LIKE catalog.object_version INCLUDING COMMENTS,
  "database_name" text NOT NULL,
  "source_type" text NOT NULL,
  "target_type" text NOT NULL,
  "method" text NOT NULL,
  "function" text,
  "context" text NOT NULL,
  "is_generated" boolean NOT NULL,
  "comment" text,
  "extension_name" text,
  "oid" bigint NOT NULL
);
COMMENT ON TABLE catalog.cast_version IS 'Casts between types, built-in ones left out.';
COMMENT ON COLUMN catalog.cast_version."database_name" IS 'Database the object is in.';
COMMENT ON COLUMN catalog.cast_version."source_type" IS 'Type that is converted, as SQL.';
COMMENT ON COLUMN catalog.cast_version."target_type" IS 'Type it is converted to, as SQL.';
COMMENT ON COLUMN catalog.cast_version."method" IS 'function, inout (through text) or binary (WITHOUT FUNCTION).';
COMMENT ON COLUMN catalog.cast_version."function" IS 'Function that converts, as SQL with its argument types.';
COMMENT ON COLUMN catalog.cast_version."context" IS 'explicit, assignment or implicit.';
COMMENT ON COLUMN catalog.cast_version."is_generated" IS 'Whether it was made together with another object, as that of a range to its multirange is.';
COMMENT ON COLUMN catalog.cast_version."comment" IS 'Text of COMMENT ON, null when there is none.';
COMMENT ON COLUMN catalog.cast_version."extension_name" IS 'Extension the object is a member of.';
COMMENT ON COLUMN catalog.cast_version."oid" IS 'Object identifier in the source, which a dump and restore changes.';

SELECT catalog.adopt_kind('cast', 'casts');
