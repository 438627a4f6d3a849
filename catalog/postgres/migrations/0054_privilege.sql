-- Kind privilege, drafted from contracts/kinds by tools/draft-migration.
CREATE TABLE catalog.privilege_version (
  LIKE catalog.object_version INCLUDING COMMENTS,
  "database_name" text NOT NULL,
  "object_kind" text NOT NULL,
  "schema_name" text,
  "object_name" text NOT NULL,
  "argument_types" text,
  "column_name" text,
  "grantor" text NOT NULL,
  "grantee" text NOT NULL,
  "privilege" text NOT NULL,
  "is_grantable" boolean NOT NULL,
  "extension_name" text
);
COMMENT ON TABLE catalog.privilege_version IS 'Every privilege in an access control list, one a row; objects that have only the built-in defaults have none.';
COMMENT ON COLUMN catalog.privilege_version."database_name" IS 'Database the object is in.';
COMMENT ON COLUMN catalog.privilege_version."object_kind" IS 'table, view, materialized view, foreign table, sequence, column, function, procedure, aggregate, type, domain, schema, database, language, foreign data wrapper, foreign server, tablespace or parameter (PostgreSQL 15).';
COMMENT ON COLUMN catalog.privilege_version."schema_name" IS 'Schema of the object, of a schema its own name; null for what is in none.';
COMMENT ON COLUMN catalog.privilege_version."object_name" IS 'Name of the object; of a column, its table''s.';
COMMENT ON COLUMN catalog.privilege_version."argument_types" IS 'Types of the input arguments of a routine, comma-separated, which with the name identify it.';
COMMENT ON COLUMN catalog.privilege_version."column_name" IS 'Column, for a privilege on one.';
COMMENT ON COLUMN catalog.privilege_version."grantor" IS 'Role that granted it.';
COMMENT ON COLUMN catalog.privilege_version."grantee" IS 'Role that has it; public for everybody, a name that no role can have.';
COMMENT ON COLUMN catalog.privilege_version."privilege" IS 'SELECT, USAGE, EXECUTE and so on.';
COMMENT ON COLUMN catalog.privilege_version."is_grantable" IS 'WITH GRANT OPTION.';
COMMENT ON COLUMN catalog.privilege_version."extension_name" IS 'Extension that the object is a member of.';

SELECT catalog.adopt_kind('privilege', 'privileges');
