-- Kind operator_family, drafted from contracts/kinds by tools/draft-migration.
CREATE TABLE catalog.operator_family_version (
  LIKE catalog.object_version INCLUDING COMMENTS,
  "database_name" text NOT NULL,
  "schema_name" text NOT NULL,
  "operator_family_name" text NOT NULL,
  "access_method" text NOT NULL,
  "owner" text NOT NULL,
  "operators" jsonb NOT NULL,
  "functions" jsonb NOT NULL,
  "comment" text,
  "extension_name" text,
  "oid" bigint NOT NULL
);
COMMENT ON TABLE catalog.operator_family_version IS 'Operator families with the loose members, which belong to none of its classes.';
COMMENT ON COLUMN catalog.operator_family_version."database_name" IS 'Database the object is in.';
COMMENT ON COLUMN catalog.operator_family_version."schema_name" IS 'Schema the object is in.';
COMMENT ON COLUMN catalog.operator_family_version."operator_family_name" IS 'Name of the operator family.';
COMMENT ON COLUMN catalog.operator_family_version."access_method" IS 'Index access method it is for.';
COMMENT ON COLUMN catalog.operator_family_version."owner" IS 'Role that owns the object.';
COMMENT ON COLUMN catalog.operator_family_version."operators" IS 'Operators by strategy: [{strategy, operator, left_type, right_type, purpose, sort_family}]; operator as SQL with its operand types, purpose search or order, sort_family the qualified B-tree family of an ordering operator.';
COMMENT ON COLUMN catalog.operator_family_version."functions" IS 'Support functions by number: [{support_number, function, left_type, right_type}]; function as SQL with its argument types.';
COMMENT ON COLUMN catalog.operator_family_version."comment" IS 'Text of COMMENT ON, null when there is none.';
COMMENT ON COLUMN catalog.operator_family_version."extension_name" IS 'Extension the object is a member of.';
COMMENT ON COLUMN catalog.operator_family_version."oid" IS 'Object identifier in the source, which a dump and restore changes.';

SELECT catalog.adopt_kind('operator_family', 'operator_families');
