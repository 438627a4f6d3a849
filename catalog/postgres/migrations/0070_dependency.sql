-- Kind dependency, drafted from contracts/kinds by tools/draft-migration.
CREATE TABLE catalog.dependency_version (
  LIKE catalog.object_version INCLUDING COMMENTS,
  "database_name" text NOT NULL,
  "dependent_kind" text NOT NULL,
  "dependent_schema" text,
  "dependent_name" text NOT NULL,
  "dependent_part" text NOT NULL,
  "referenced_kind" text NOT NULL,
  "referenced_schema" text,
  "referenced_name" text NOT NULL,
  "referenced_part" text NOT NULL,
  "dependency_type" text NOT NULL,
  "extension_name" text
);
COMMENT ON TABLE catalog.dependency_version IS 'What objects need of others (pg_depend): views of tables, columns and functions, defaults, indexes and triggers of functions, columns of types. Left out is what other kinds tell: the parts of a relation on itself, foreign keys on their tables, the schema of an object.';
COMMENT ON COLUMN catalog.dependency_version."database_name" IS 'Database the object is in.';
COMMENT ON COLUMN catalog.dependency_version."dependent_kind" IS 'Kind of the object that needs the other; column stands for the default of one when a part is named.';
COMMENT ON COLUMN catalog.dependency_version."dependent_schema" IS 'Schema of the dependent object, null when its kind has none.';
COMMENT ON COLUMN catalog.dependency_version."dependent_name" IS 'Name of the dependent object or of its table; routines and operators with their argument types, operator classes with USING and their access method.';
COMMENT ON COLUMN catalog.dependency_version."dependent_part" IS 'Column, or constraint, trigger, rule or policy of the table or domain; empty for the object itself.';
COMMENT ON COLUMN catalog.dependency_version."referenced_kind" IS 'Kind of the object that is needed.';
COMMENT ON COLUMN catalog.dependency_version."referenced_schema" IS 'Schema of the referenced object, null when its kind has none.';
COMMENT ON COLUMN catalog.dependency_version."referenced_name" IS 'Name of the referenced object or of its table; routines and operators with their argument types, operator classes with USING and their access method.';
COMMENT ON COLUMN catalog.dependency_version."referenced_part" IS 'Column, or constraint of the table; empty for the object itself.';
COMMENT ON COLUMN catalog.dependency_version."dependency_type" IS 'normal, or extension for what an object was made to depend on by DEPENDS ON EXTENSION.';
COMMENT ON COLUMN catalog.dependency_version."extension_name" IS 'Extension the object is a member of.';

SELECT catalog.adopt_kind('dependency', 'dependencies');
