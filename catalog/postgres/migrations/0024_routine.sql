-- Kind routine, drafted from contracts/kinds by tools/draft-migration.
CREATE TABLE catalog.routine_version (
  LIKE catalog.object_version INCLUDING COMMENTS,
  "database_name" text NOT NULL,
  "schema_name" text NOT NULL,
  "routine_name" text NOT NULL,
  "argument_types" text NOT NULL,
  "identity_arguments" text NOT NULL,
  "arguments" text,
  "argument_list" jsonb NOT NULL,
  "routine_type" text NOT NULL,
  "owner" text NOT NULL,
  "result" text,
  "return_type" text NOT NULL,
  "returns_set" boolean NOT NULL,
  "language" text NOT NULL,
  "volatility" text NOT NULL,
  "parallel_safety" text NOT NULL,
  "is_security_definer" boolean NOT NULL,
  "is_leakproof" boolean NOT NULL,
  "is_strict" boolean NOT NULL,
  "cost" double precision NOT NULL,
  "row_estimate" double precision NOT NULL,
  "support_function" text,
  "configuration" jsonb,
  "transform_types" jsonb,
  "body" text NOT NULL,
  "binary_file" text,
  "sql_body" text,
  "definition" text,
  "is_generated" boolean NOT NULL,
  "acl" jsonb,
  "comment" text,
  "extension_name" text,
  "oid" bigint NOT NULL
);
COMMENT ON TABLE catalog.routine_version IS 'Functions, window functions and procedures; aggregates are a kind of their own.';
COMMENT ON COLUMN catalog.routine_version."database_name" IS 'Database the object is in.';
COMMENT ON COLUMN catalog.routine_version."schema_name" IS 'Schema the object is in.';
COMMENT ON COLUMN catalog.routine_version."routine_name" IS 'Name of the function or procedure.';
COMMENT ON COLUMN catalog.routine_version."argument_types" IS 'Types of the input arguments, comma-separated, which with the name identify it; empty when there are none.';
COMMENT ON COLUMN catalog.routine_version."identity_arguments" IS 'Arguments as ALTER and COMMENT ON need them (pg_get_function_identity_arguments).';
COMMENT ON COLUMN catalog.routine_version."arguments" IS 'Arguments with their defaults (pg_get_function_arguments); null when they could not be read.';
COMMENT ON COLUMN catalog.routine_version."argument_list" IS 'Arguments in order: [{name, mode, type, default}], mode being in, out, inout, variadic or table; name and default are null when there is none.';
COMMENT ON COLUMN catalog.routine_version."routine_type" IS 'function, window or procedure.';
COMMENT ON COLUMN catalog.routine_version."owner" IS 'Role that owns the object.';
COMMENT ON COLUMN catalog.routine_version."result" IS 'Result as pg_get_function_result prints it; null for a procedure.';
COMMENT ON COLUMN catalog.routine_version."return_type" IS 'Type of the result, or of its rows; void, or record with OUT arguments, for a procedure.';
COMMENT ON COLUMN catalog.routine_version."returns_set" IS 'Whether it returns a set.';
COMMENT ON COLUMN catalog.routine_version."language" IS 'Language it is written in.';
COMMENT ON COLUMN catalog.routine_version."volatility" IS 'immutable, stable or volatile.';
COMMENT ON COLUMN catalog.routine_version."parallel_safety" IS 'safe, restricted or unsafe.';
COMMENT ON COLUMN catalog.routine_version."is_security_definer" IS 'Whether it runs with its owner''s rights.';
COMMENT ON COLUMN catalog.routine_version."is_leakproof" IS 'Whether it is LEAKPROOF.';
COMMENT ON COLUMN catalog.routine_version."is_strict" IS 'Whether its result is null when an argument is (STRICT).';
COMMENT ON COLUMN catalog.routine_version."cost" IS 'Estimated cost of a call, in units of cpu_operator_cost.';
COMMENT ON COLUMN catalog.routine_version."row_estimate" IS 'Estimated rows of a set-returning function (ROWS); 0 otherwise.';
COMMENT ON COLUMN catalog.routine_version."support_function" IS 'Planner support function, as SQL.';
COMMENT ON COLUMN catalog.routine_version."configuration" IS 'Settings in effect during a call (SET): [{name, value}]; null when there are none.';
COMMENT ON COLUMN catalog.routine_version."transform_types" IS 'Types that transforms are applied to, as SQL; null when there are none.';
COMMENT ON COLUMN catalog.routine_version."body" IS 'Source text, or the symbol of a C function (prosrc); empty when sql_body is used.';
COMMENT ON COLUMN catalog.routine_version."binary_file" IS 'Library of a C function (probin).';
COMMENT ON COLUMN catalog.routine_version."sql_body" IS 'SQL-standard body (PostgreSQL 14); null when there is none or it could not be read.';
COMMENT ON COLUMN catalog.routine_version."definition" IS 'Definition as pg_get_functiondef prints it; null when it could not be read.';
COMMENT ON COLUMN catalog.routine_version."is_generated" IS 'Whether it was made together with another object, as the constructors of a range type are.';
COMMENT ON COLUMN catalog.routine_version."acl" IS 'Privileges granted, exploded: [{grantor, grantee, privilege, grantable}]; null when only the defaults apply.';
COMMENT ON COLUMN catalog.routine_version."comment" IS 'Text of COMMENT ON, null when there is none.';
COMMENT ON COLUMN catalog.routine_version."extension_name" IS 'Extension the object is a member of.';
COMMENT ON COLUMN catalog.routine_version."oid" IS 'Object identifier in the source, which a dump and restore changes.';

SELECT catalog.adopt_kind('routine', 'routines');
