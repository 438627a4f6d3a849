-- Kind operator_class, drafted from contracts/kinds by tools/draft-migration.
CREATE TABLE catalog.operator_class_version (
  LIKE catalog.object_version INCLUDING COMMENTS,
  "database_name" text NOT NULL,
  "schema_name" text NOT NULL,
  "operator_class_name" text NOT NULL,
  "access_method" text NOT NULL,
  "owner" text NOT NULL,
  "family_schema" text NOT NULL,
  "family_name" text NOT NULL,
  "input_type" text NOT NULL,
  "storage_type" text,
  "is_default" boolean NOT NULL,
  "operators" jsonb NOT NULL,
  "functions" jsonb NOT NULL,
  "comment" text,
  "extension_name" text,
  "oid" bigint NOT NULL
);
COMMENT ON TABLE catalog.operator_class_version IS 'Operator classes with their operators and support functions.';
COMMENT ON COLUMN catalog.operator_class_version."database_name" IS 'Database the object is in.';
COMMENT ON COLUMN catalog.operator_class_version."schema_name" IS 'Schema the object is in.';
COMMENT ON COLUMN catalog.operator_class_version."operator_class_name" IS 'Name of the operator class.';
COMMENT ON COLUMN catalog.operator_class_version."access_method" IS 'Index access method it is for.';
COMMENT ON COLUMN catalog.operator_class_version."owner" IS 'Role that owns the object.';
COMMENT ON COLUMN catalog.operator_class_version."family_schema" IS 'Schema of the operator family it belongs to.';
COMMENT ON COLUMN catalog.operator_class_version."family_name" IS 'Operator family it belongs to.';
COMMENT ON COLUMN catalog.operator_class_version."input_type" IS 'Type of the indexed column.';
COMMENT ON COLUMN catalog.operator_class_version."storage_type" IS 'Type stored in the index, where it is another one.';
COMMENT ON COLUMN catalog.operator_class_version."is_default" IS 'Whether it is the type''s default for the access method.';
COMMENT ON COLUMN catalog.operator_class_version."operators" IS 'Operators by strategy: [{strategy, operator, left_type, right_type, purpose, sort_family}]; operator as SQL with its operand types, purpose search or order, sort_family the qualified B-tree family of an ordering operator.';
COMMENT ON COLUMN catalog.operator_class_version."functions" IS 'Support functions by number: [{support_number, function, left_type, right_type}]; function as SQL with its argument types.';
COMMENT ON COLUMN catalog.operator_class_version."comment" IS 'Text of COMMENT ON, null when there is none.';
COMMENT ON COLUMN catalog.operator_class_version."extension_name" IS 'Extension the object is a member of.';
COMMENT ON COLUMN catalog.operator_class_version."oid" IS 'Object identifier in the source, which a dump and restore changes.';

SELECT catalog.adopt_kind('operator_class', 'operator_classes');
