-- Kind transform, drafted from contracts/kinds by tools/draft-migration.
CREATE TABLE catalog.transform_version (
  LIKE catalog.object_version INCLUDING COMMENTS,
  "database_name" text NOT NULL,
  "type_name" text NOT NULL,
  "language" text NOT NULL,
  "from_sql_function" text,
  "to_sql_function" text,
  "comment" text,
  "extension_name" text,
  "oid" bigint NOT NULL
);
COMMENT ON TABLE catalog.transform_version IS 'Transforms between a type and a procedural language.';
COMMENT ON COLUMN catalog.transform_version."database_name" IS 'Database the object is in.';
COMMENT ON COLUMN catalog.transform_version."type_name" IS 'Type that is transformed, as SQL.';
COMMENT ON COLUMN catalog.transform_version."language" IS 'Language it is transformed for.';
COMMENT ON COLUMN catalog.transform_version."from_sql_function" IS 'Function from SQL to the language, as SQL with its argument types.';
COMMENT ON COLUMN catalog.transform_version."to_sql_function" IS 'Function from the language to SQL, as SQL with its argument types.';
COMMENT ON COLUMN catalog.transform_version."comment" IS 'Text of COMMENT ON, null when there is none.';
COMMENT ON COLUMN catalog.transform_version."extension_name" IS 'Extension the object is a member of.';
COMMENT ON COLUMN catalog.transform_version."oid" IS 'Object identifier in the source, which a dump and restore changes.';

SELECT catalog.adopt_kind('transform', 'transforms');
