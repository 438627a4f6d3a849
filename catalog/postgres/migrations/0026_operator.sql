-- Kind operator, drafted from contracts/kinds by tools/draft-migration.
CREATE TABLE catalog.operator_version (
  LIKE catalog.object_version INCLUDING COMMENTS,
  "database_name" text NOT NULL,
  "schema_name" text NOT NULL,
  "operator_name" text NOT NULL,
  "left_type" text NOT NULL,
  "right_type" text NOT NULL,
  "owner" text NOT NULL,
  "result_type" text,
  "function" text,
  "commutator" text,
  "negator" text,
  "restriction_function" text,
  "join_function" text,
  "can_hash" boolean NOT NULL,
  "can_merge" boolean NOT NULL,
  "comment" text,
  "extension_name" text,
  "oid" bigint NOT NULL
);
COMMENT ON TABLE catalog.operator_version IS 'Operators with their operand types and functions.';
COMMENT ON COLUMN catalog.operator_version."database_name" IS 'Database the object is in.';
COMMENT ON COLUMN catalog.operator_version."schema_name" IS 'Schema the object is in.';
COMMENT ON COLUMN catalog.operator_version."operator_name" IS 'Name of the operator, such as <=>.';
COMMENT ON COLUMN catalog.operator_version."left_type" IS 'Type of the left operand; NONE for a prefix operator.';
COMMENT ON COLUMN catalog.operator_version."right_type" IS 'Type of the right operand; NONE for a postfix operator (PostgreSQL 13).';
COMMENT ON COLUMN catalog.operator_version."owner" IS 'Role that owns the object.';
COMMENT ON COLUMN catalog.operator_version."result_type" IS 'Type of the result; null while it is only declared.';
COMMENT ON COLUMN catalog.operator_version."function" IS 'Function that computes it, as SQL; null while it is only declared, as another one''s commutator or negator.';
COMMENT ON COLUMN catalog.operator_version."commutator" IS 'Commutator, as OPERATOR(schema.name).';
COMMENT ON COLUMN catalog.operator_version."negator" IS 'Negator, as OPERATOR(schema.name).';
COMMENT ON COLUMN catalog.operator_version."restriction_function" IS 'Restriction selectivity estimator (RESTRICT), as SQL.';
COMMENT ON COLUMN catalog.operator_version."join_function" IS 'Join selectivity estimator (JOIN), as SQL.';
COMMENT ON COLUMN catalog.operator_version."can_hash" IS 'Whether it supports hash joins (HASHES).';
COMMENT ON COLUMN catalog.operator_version."can_merge" IS 'Whether it supports merge joins (MERGES).';
COMMENT ON COLUMN catalog.operator_version."comment" IS 'Text of COMMENT ON, null when there is none.';
COMMENT ON COLUMN catalog.operator_version."extension_name" IS 'Extension the object is a member of.';
COMMENT ON COLUMN catalog.operator_version."oid" IS 'Object identifier in the source, which a dump and restore changes.';

SELECT catalog.adopt_kind('operator', 'operators');
