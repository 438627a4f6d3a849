-- Kind language, drafted from contracts/kinds by tools/draft-migration.
CREATE TABLE catalog.language_version (
  LIKE catalog.object_version INCLUDING COMMENTS,
  "database_name" text NOT NULL,
  "language_name" text NOT NULL,
  "owner" text NOT NULL,
  "is_trusted" boolean NOT NULL,
  "handler_function" text,
  "inline_function" text,
  "validator_function" text,
  "acl" jsonb,
  "comment" text,
  "extension_name" text,
  "oid" bigint NOT NULL
);
COMMENT ON TABLE catalog.language_version IS 'Procedural languages, built-in ones left out.';
COMMENT ON COLUMN catalog.language_version."database_name" IS 'Database the object is in.';
COMMENT ON COLUMN catalog.language_version."language_name" IS 'Name of the language.';
COMMENT ON COLUMN catalog.language_version."owner" IS 'Role that owns the object.';
COMMENT ON COLUMN catalog.language_version."is_trusted" IS 'Whether any role with USAGE may write functions in it.';
COMMENT ON COLUMN catalog.language_version."handler_function" IS 'Function that runs functions in it (HANDLER), as SQL.';
COMMENT ON COLUMN catalog.language_version."inline_function" IS 'Function that runs DO blocks (INLINE), as SQL.';
COMMENT ON COLUMN catalog.language_version."validator_function" IS 'Function that checks new functions (VALIDATOR), as SQL.';
COMMENT ON COLUMN catalog.language_version."acl" IS 'Privileges granted, exploded: [{grantor, grantee, privilege, grantable}]; null when only the defaults apply.';
COMMENT ON COLUMN catalog.language_version."comment" IS 'Text of COMMENT ON, null when there is none.';
COMMENT ON COLUMN catalog.language_version."extension_name" IS 'Extension the object is a member of.';
COMMENT ON COLUMN catalog.language_version."oid" IS 'Object identifier in the source, which a dump and restore changes.';

SELECT catalog.adopt_kind('language', 'languages');
