-- Kind sequence, drafted from contracts/kinds by tools/draft-migration.
CREATE TABLE catalog.sequence_version (
  LIKE catalog.object_version INCLUDING COMMENTS,
  "database_name" text NOT NULL,
  "schema_name" text NOT NULL,
  "sequence_name" text NOT NULL,
  "owner" text NOT NULL,
  "extension_name" text,
  "persistence" text NOT NULL,
  "data_type" text NOT NULL,
  "start_value" bigint NOT NULL,
  "minimum_value" bigint NOT NULL,
  "maximum_value" bigint NOT NULL,
  "increment_by" bigint NOT NULL,
  "cache_size" bigint NOT NULL,
  "is_cycled" boolean NOT NULL,
  "last_value" bigint,
  "owned_by_schema" text,
  "owned_by_table" text,
  "owned_by_column" text,
  "ownership" text,
  "acl" jsonb,
  "comment" text,
  "oid" bigint NOT NULL
);
COMMENT ON TABLE catalog.sequence_version IS 'Sequences, those of serial and identity columns included.';
COMMENT ON COLUMN catalog.sequence_version."database_name" IS 'Database the object is in.';
COMMENT ON COLUMN catalog.sequence_version."schema_name" IS 'Schema the object is in.';
COMMENT ON COLUMN catalog.sequence_version."sequence_name" IS 'Name of the sequence.';
COMMENT ON COLUMN catalog.sequence_version."owner" IS 'Role that owns the object.';
COMMENT ON COLUMN catalog.sequence_version."extension_name" IS 'Extension the object is a member of.';
COMMENT ON COLUMN catalog.sequence_version."persistence" IS 'permanent, unlogged or temporary.';
COMMENT ON COLUMN catalog.sequence_version."data_type" IS 'smallint, integer or bigint.';
COMMENT ON COLUMN catalog.sequence_version."start_value" IS 'START WITH.';
COMMENT ON COLUMN catalog.sequence_version."minimum_value" IS 'MINVALUE.';
COMMENT ON COLUMN catalog.sequence_version."maximum_value" IS 'MAXVALUE.';
COMMENT ON COLUMN catalog.sequence_version."increment_by" IS 'INCREMENT BY.';
COMMENT ON COLUMN catalog.sequence_version."cache_size" IS 'CACHE.';
COMMENT ON COLUMN catalog.sequence_version."is_cycled" IS 'Whether it wraps around.';
COMMENT ON COLUMN catalog.sequence_version."last_value" IS 'Last value handed out; null when none was yet or the role may not read it.';
COMMENT ON COLUMN catalog.sequence_version."owned_by_schema" IS 'Schema of the column that owns it.';
COMMENT ON COLUMN catalog.sequence_version."owned_by_table" IS 'Table of the column that owns it.';
COMMENT ON COLUMN catalog.sequence_version."owned_by_column" IS 'Column that owns it.';
COMMENT ON COLUMN catalog.sequence_version."ownership" IS 'auto (OWNED BY, serial) or internal (identity).';
COMMENT ON COLUMN catalog.sequence_version."acl" IS 'Privileges granted, exploded: [{grantor, grantee, privilege, grantable}]; null when only the defaults apply.';
COMMENT ON COLUMN catalog.sequence_version."comment" IS 'Text of COMMENT ON, null when there is none.';
COMMENT ON COLUMN catalog.sequence_version."oid" IS 'Object identifier in the source, which a dump and restore changes.';

SELECT catalog.adopt_kind('sequence', 'sequences');
