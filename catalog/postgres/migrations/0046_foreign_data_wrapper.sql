-- Kind foreign_data_wrapper, drafted from contracts/kinds by tools/draft-migration.
CREATE TABLE catalog.foreign_data_wrapper_version (
  LIKE catalog.object_version INCLUDING COMMENTS,
  "database_name" text NOT NULL,
  "wrapper_name" text NOT NULL,
  "owner" text NOT NULL,
  "handler" text,
  "validator" text,
  "options" jsonb,
  "acl" jsonb,
  "comment" text,
  "extension_name" text,
  "oid" bigint NOT NULL
);
COMMENT ON TABLE catalog.foreign_data_wrapper_version IS 'Foreign-data wrappers.';
COMMENT ON COLUMN catalog.foreign_data_wrapper_version."database_name" IS 'Database the object is in.';
COMMENT ON COLUMN catalog.foreign_data_wrapper_version."wrapper_name" IS 'Name of the foreign-data wrapper.';
COMMENT ON COLUMN catalog.foreign_data_wrapper_version."owner" IS 'Role that owns the object.';
COMMENT ON COLUMN catalog.foreign_data_wrapper_version."handler" IS 'Handler function, schema-qualified and quoted; null for NO HANDLER.';
COMMENT ON COLUMN catalog.foreign_data_wrapper_version."validator" IS 'Validator function, schema-qualified and quoted; null for NO VALIDATOR.';
COMMENT ON COLUMN catalog.foreign_data_wrapper_version."options" IS 'Options as an object of texts, values that look secret redacted; null when none is set or readable.';
COMMENT ON COLUMN catalog.foreign_data_wrapper_version."acl" IS 'Privileges granted, exploded: [{grantor, grantee, privilege, grantable}]; null when only the defaults apply.';
COMMENT ON COLUMN catalog.foreign_data_wrapper_version."comment" IS 'Text of COMMENT ON, null when there is none.';
COMMENT ON COLUMN catalog.foreign_data_wrapper_version."extension_name" IS 'Extension the object is a member of.';
COMMENT ON COLUMN catalog.foreign_data_wrapper_version."oid" IS 'Object identifier in the source, which a dump and restore changes.';

SELECT catalog.adopt_kind('foreign_data_wrapper', 'foreign_data_wrappers');
