-- Kind aggregate, drafted from contracts/kinds by tools/draft-migration.
CREATE TABLE catalog.aggregate_version (
  LIKE catalog.object_version INCLUDING COMMENTS,
  "database_name" text NOT NULL,
  "schema_name" text NOT NULL,
  "aggregate_name" text NOT NULL,
  "argument_types" text NOT NULL,
  "identity_arguments" text NOT NULL,
  "arguments" text,
  "argument_list" jsonb NOT NULL,
  "aggregate_type" text NOT NULL,
  "owner" text NOT NULL,
  "result" text NOT NULL,
  "direct_argument_count" integer NOT NULL,
  "transition_function" text NOT NULL,
  "transition_type" text NOT NULL,
  "transition_space" integer NOT NULL,
  "initial_value" text,
  "final_function" text,
  "has_final_extra" boolean NOT NULL,
  "final_modify" text NOT NULL,
  "combine_function" text,
  "serial_function" text,
  "deserial_function" text,
  "moving_transition_function" text,
  "moving_inverse_function" text,
  "moving_transition_type" text,
  "moving_transition_space" integer NOT NULL,
  "moving_initial_value" text,
  "moving_final_function" text,
  "has_moving_final_extra" boolean NOT NULL,
  "moving_final_modify" text NOT NULL,
  "sort_operator" text,
  "parallel_safety" text NOT NULL,
  "acl" jsonb,
  "comment" text,
  "extension_name" text,
  "oid" bigint NOT NULL
);
COMMENT ON TABLE catalog.aggregate_version IS 'Aggregate functions with the functions they are made of.';
COMMENT ON COLUMN catalog.aggregate_version."database_name" IS 'Database the object is in.';
COMMENT ON COLUMN catalog.aggregate_version."schema_name" IS 'Schema the object is in.';
COMMENT ON COLUMN catalog.aggregate_version."aggregate_name" IS 'Name of the aggregate.';
COMMENT ON COLUMN catalog.aggregate_version."argument_types" IS 'Types of the input arguments, comma-separated, which with the name identify it; empty when there are none.';
COMMENT ON COLUMN catalog.aggregate_version."identity_arguments" IS 'Arguments as ALTER and COMMENT ON need them (pg_get_function_identity_arguments).';
COMMENT ON COLUMN catalog.aggregate_version."arguments" IS 'Arguments with their defaults (pg_get_function_arguments); null when they could not be read.';
COMMENT ON COLUMN catalog.aggregate_version."argument_list" IS 'Arguments in order: [{name, mode, type, default}], mode being in, out, inout, variadic or table; name and default are null when there is none.';
COMMENT ON COLUMN catalog.aggregate_version."aggregate_type" IS 'normal, ordered set or hypothetical set.';
COMMENT ON COLUMN catalog.aggregate_version."owner" IS 'Role that owns the object.';
COMMENT ON COLUMN catalog.aggregate_version."result" IS 'Type of the result.';
COMMENT ON COLUMN catalog.aggregate_version."direct_argument_count" IS 'Number of direct arguments, before ORDER BY, of an ordered-set aggregate.';
COMMENT ON COLUMN catalog.aggregate_version."transition_function" IS 'State transition function (SFUNC), as SQL.';
COMMENT ON COLUMN catalog.aggregate_version."transition_type" IS 'Type of the state (STYPE).';
COMMENT ON COLUMN catalog.aggregate_version."transition_space" IS 'Estimated bytes of the state (SSPACE); 0 for the default.';
COMMENT ON COLUMN catalog.aggregate_version."initial_value" IS 'Initial state (INITCOND), as text.';
COMMENT ON COLUMN catalog.aggregate_version."final_function" IS 'Final function (FINALFUNC), as SQL.';
COMMENT ON COLUMN catalog.aggregate_version."has_final_extra" IS 'Whether the final function gets extra dummy arguments (FINALFUNC_EXTRA).';
COMMENT ON COLUMN catalog.aggregate_version."final_modify" IS 'Whether the final function changes the state: read_only, shareable or read_write.';
COMMENT ON COLUMN catalog.aggregate_version."combine_function" IS 'Function that combines two states (COMBINEFUNC), as SQL.';
COMMENT ON COLUMN catalog.aggregate_version."serial_function" IS 'Serialization function (SERIALFUNC), as SQL.';
COMMENT ON COLUMN catalog.aggregate_version."deserial_function" IS 'Deserialization function (DESERIALFUNC), as SQL.';
COMMENT ON COLUMN catalog.aggregate_version."moving_transition_function" IS 'Forward transition function of moving-aggregate mode (MSFUNC), as SQL.';
COMMENT ON COLUMN catalog.aggregate_version."moving_inverse_function" IS 'Inverse transition function (MINVFUNC), as SQL.';
COMMENT ON COLUMN catalog.aggregate_version."moving_transition_type" IS 'Type of the state in moving-aggregate mode (MSTYPE).';
COMMENT ON COLUMN catalog.aggregate_version."moving_transition_space" IS 'Estimated bytes of that state (MSSPACE); 0 for the default.';
COMMENT ON COLUMN catalog.aggregate_version."moving_initial_value" IS 'Initial state in moving-aggregate mode (MINITCOND), as text.';
COMMENT ON COLUMN catalog.aggregate_version."moving_final_function" IS 'Final function of moving-aggregate mode (MFINALFUNC), as SQL.';
COMMENT ON COLUMN catalog.aggregate_version."has_moving_final_extra" IS 'Whether it gets extra dummy arguments (MFINALFUNC_EXTRA).';
COMMENT ON COLUMN catalog.aggregate_version."moving_final_modify" IS 'Whether it changes the state: read_only, shareable or read_write.';
COMMENT ON COLUMN catalog.aggregate_version."sort_operator" IS 'Operator that MIN or MAX can use an index of, as OPERATOR(schema.name).';
COMMENT ON COLUMN catalog.aggregate_version."parallel_safety" IS 'safe, restricted or unsafe.';
COMMENT ON COLUMN catalog.aggregate_version."acl" IS 'Privileges granted, exploded: [{grantor, grantee, privilege, grantable}]; null when only the defaults apply.';
COMMENT ON COLUMN catalog.aggregate_version."comment" IS 'Text of COMMENT ON, null when there is none.';
COMMENT ON COLUMN catalog.aggregate_version."extension_name" IS 'Extension the object is a member of.';
COMMENT ON COLUMN catalog.aggregate_version."oid" IS 'Object identifier in the source, which a dump and restore changes.';

SELECT catalog.adopt_kind('aggregate', 'aggregates');
