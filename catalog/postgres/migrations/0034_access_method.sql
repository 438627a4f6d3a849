-- Kind access_method, drafted from contracts/kinds by tools/draft-migration.
CREATE TABLE catalog.access_method_version (
  LIKE catalog.object_version INCLUDING COMMENTS,
  "database_name" text NOT NULL,
  "access_method_name" text NOT NULL,
  "access_method_type" text NOT NULL,
  "handler_function" text NOT NULL,
  "comment" text,
  "extension_name" text,
  "oid" bigint NOT NULL
);
COMMENT ON TABLE catalog.access_method_version IS 'Access methods of indexes and tables, built-in ones left out.';
COMMENT ON COLUMN catalog.access_method_version."database_name" IS 'Database the object is in.';
COMMENT ON COLUMN catalog.access_method_version."access_method_name" IS 'Name of the access method.';
COMMENT ON COLUMN catalog.access_method_version."access_method_type" IS 'index or table.';
COMMENT ON COLUMN catalog.access_method_version."handler_function" IS 'Function that implements it (HANDLER), as SQL.';
COMMENT ON COLUMN catalog.access_method_version."comment" IS 'Text of COMMENT ON, null when there is none.';
COMMENT ON COLUMN catalog.access_method_version."extension_name" IS 'Extension the object is a member of.';
COMMENT ON COLUMN catalog.access_method_version."oid" IS 'Object identifier in the source, which a dump and restore changes.';

SELECT catalog.adopt_kind('access_method', 'access_methods');
