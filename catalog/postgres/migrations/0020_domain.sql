-- Kind domain, drafted from contracts/kinds by tools/draft-migration.
CREATE TABLE catalog.domain_version (
  LIKE catalog.object_version INCLUDING COMMENTS,
  "database_name" text NOT NULL,
  "schema_name" text NOT NULL,
  "type_name" text NOT NULL,
  "owner" text NOT NULL,
  "base_type" text NOT NULL,
  "base_type_schema" text NOT NULL,
  "is_not_null" boolean NOT NULL,
  "not_null_constraint_name" text,
  "not_null_constraint_comment" text,
  "default_expression" text,
  "collation" text,
  "checks" jsonb NOT NULL,
  "acl" jsonb,
  "comment" text,
  "extension_name" text,
  "oid" bigint NOT NULL
);
COMMENT ON TABLE catalog.domain_version IS 'Domains with their base type, default and constraints.';
COMMENT ON COLUMN catalog.domain_version."database_name" IS 'Database the object is in.';
COMMENT ON COLUMN catalog.domain_version."schema_name" IS 'Schema the object is in.';
COMMENT ON COLUMN catalog.domain_version."type_name" IS 'Name of the type.';
COMMENT ON COLUMN catalog.domain_version."owner" IS 'Role that owns the object.';
COMMENT ON COLUMN catalog.domain_version."base_type" IS 'Base type with its modifiers, such as numeric(10,2); may be a domain.';
COMMENT ON COLUMN catalog.domain_version."base_type_schema" IS 'Schema of the base type.';
COMMENT ON COLUMN catalog.domain_version."is_not_null" IS 'Whether NOT NULL is declared on it.';
COMMENT ON COLUMN catalog.domain_version."not_null_constraint_name" IS 'Name of its not-null constraint (PostgreSQL 17).';
COMMENT ON COLUMN catalog.domain_version."not_null_constraint_comment" IS 'Comment of its not-null constraint (PostgreSQL 17).';
COMMENT ON COLUMN catalog.domain_version."default_expression" IS 'Default; null when there is none or it could not be read.';
COMMENT ON COLUMN catalog.domain_version."collation" IS 'Collation, qualified; null when it is the base type''s.';
COMMENT ON COLUMN catalog.domain_version."checks" IS 'Check constraints by name: [{constraint_name, definition, expression, is_validated, comment}]; a definition is null when it could not be read.';
COMMENT ON COLUMN catalog.domain_version."acl" IS 'Privileges granted, exploded: [{grantor, grantee, privilege, grantable}]; null when only the defaults apply.';
COMMENT ON COLUMN catalog.domain_version."comment" IS 'Text of COMMENT ON, null when there is none.';
COMMENT ON COLUMN catalog.domain_version."extension_name" IS 'Extension the object is a member of.';
COMMENT ON COLUMN catalog.domain_version."oid" IS 'Object identifier in the source, which a dump and restore changes.';

SELECT catalog.adopt_kind('domain', 'domains');
