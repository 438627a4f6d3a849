-- Kind text_search_dictionary, drafted from contracts/kinds by tools/draft-migration.
CREATE TABLE catalog.text_search_dictionary_version (
  LIKE catalog.object_version INCLUDING COMMENTS,
  "database_name" text NOT NULL,
  "schema_name" text NOT NULL,
  "dictionary_name" text NOT NULL,
  "owner" text NOT NULL,
  "template" text NOT NULL,
  "init_options" text,
  "comment" text,
  "extension_name" text,
  "oid" bigint NOT NULL
);
COMMENT ON TABLE catalog.text_search_dictionary_version IS 'Text search dictionaries: a template with its options.';
COMMENT ON COLUMN catalog.text_search_dictionary_version."database_name" IS 'Database the object is in.';
COMMENT ON COLUMN catalog.text_search_dictionary_version."schema_name" IS 'Schema the object is in.';
COMMENT ON COLUMN catalog.text_search_dictionary_version."dictionary_name" IS 'Name of the dictionary.';
COMMENT ON COLUMN catalog.text_search_dictionary_version."owner" IS 'Role that owns the object.';
COMMENT ON COLUMN catalog.text_search_dictionary_version."template" IS 'Template, qualified.';
COMMENT ON COLUMN catalog.text_search_dictionary_version."init_options" IS 'Options as SQL, such as stopwords = ''english''; null when there are none.';
COMMENT ON COLUMN catalog.text_search_dictionary_version."comment" IS 'Text of COMMENT ON, null when there is none.';
COMMENT ON COLUMN catalog.text_search_dictionary_version."extension_name" IS 'Extension the object is a member of.';
COMMENT ON COLUMN catalog.text_search_dictionary_version."oid" IS 'Object identifier in the source, which a dump and restore changes.';

SELECT catalog.adopt_kind('text_search_dictionary', 'text_search_dictionaries');
