-- Kind policy, drafted from contracts/kinds by tools/draft-migration.
CREATE TABLE catalog.policy_version (
  LIKE catalog.object_version INCLUDING COMMENTS,
  "database_name" text NOT NULL,
  "schema_name" text NOT NULL,
  "table_name" text NOT NULL,
  "policy_name" text NOT NULL,
  "is_permissive" boolean NOT NULL,
  "command" text NOT NULL,
  "roles" jsonb NOT NULL,
  "has_using" boolean NOT NULL,
  "using_expression" text,
  "has_check" boolean NOT NULL,
  "check_expression" text,
  "comment" text,
  "oid" bigint NOT NULL
);
COMMENT ON TABLE catalog.policy_version IS 'Row-level security policies.';
COMMENT ON COLUMN catalog.policy_version."database_name" IS 'Database the object is in.';
COMMENT ON COLUMN catalog.policy_version."schema_name" IS 'Schema the object is in.';
COMMENT ON COLUMN catalog.policy_version."table_name" IS 'Table, view or materialized view it belongs to.';
COMMENT ON COLUMN catalog.policy_version."policy_name" IS 'Name of the policy.';
COMMENT ON COLUMN catalog.policy_version."is_permissive" IS 'Whether it is PERMISSIVE rather than RESTRICTIVE.';
COMMENT ON COLUMN catalog.policy_version."command" IS 'all, select, insert, update or delete.';
COMMENT ON COLUMN catalog.policy_version."roles" IS 'Roles it applies to, in their order; ["public"] for everybody.';
COMMENT ON COLUMN catalog.policy_version."has_using" IS 'Whether it has a USING condition.';
COMMENT ON COLUMN catalog.policy_version."using_expression" IS 'USING condition; null when there is none or it could not be read.';
COMMENT ON COLUMN catalog.policy_version."has_check" IS 'Whether it has a WITH CHECK condition.';
COMMENT ON COLUMN catalog.policy_version."check_expression" IS 'WITH CHECK condition; null when there is none or it could not be read.';
COMMENT ON COLUMN catalog.policy_version."comment" IS 'Text of COMMENT ON, null when there is none.';
COMMENT ON COLUMN catalog.policy_version."oid" IS 'Object identifier in the source, which a dump and restore changes.';

SELECT catalog.adopt_kind('policy', 'policies');
