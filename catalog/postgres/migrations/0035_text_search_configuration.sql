-- Kind text_search_configuration, drafted from contracts/kinds by tools/draft-migration.
CREATE TABLE catalog.text_search_configuration_version (
  LIKE catalog.object_version INCLUDING COMMENTS,
  "database_name" text NOT NULL,
  "schema_name" text NOT NULL,
  "configuration_name" text NOT NULL,
  "owner" text NOT NULL,
  "parser" text NOT NULL,
  "mappings" jsonb NOT NULL,
  "comment" text,
  "extension_name" text,
  "oid" bigint NOT NULL
);
COMMENT ON TABLE catalog.text_search_configuration_version IS 'Text search configurations: a parser, and dictionaries for its token types.';
COMMENT ON COLUMN catalog.text_search_configuration_version."database_name" IS 'Database the object is in.';
COMMENT ON COLUMN catalog.text_search_configuration_version."schema_name" IS 'Schema the object is in.';
COMMENT ON COLUMN catalog.text_search_configuration_version."configuration_name" IS 'Name of the configuration.';
COMMENT ON COLUMN catalog.text_search_configuration_version."owner" IS 'Role that owns the object.';
COMMENT ON COLUMN catalog.text_search_configuration_version."parser" IS 'Parser, qualified.';
COMMENT ON COLUMN catalog.text_search_configuration_version."mappings" IS 'Dictionaries by token type, in the parser''s order: [{token_type, dictionaries}], dictionaries as SQL in the order they are asked; token_type is null when the parser could not be asked for its name.';
COMMENT ON COLUMN catalog.text_search_configuration_version."comment" IS 'Text of COMMENT ON, null when there is none.';
COMMENT ON COLUMN catalog.text_search_configuration_version."extension_name" IS 'Extension the object is a member of.';
COMMENT ON COLUMN catalog.text_search_configuration_version."oid" IS 'Object identifier in the source, which a dump and restore changes.';

SELECT catalog.adopt_kind('text_search_configuration', 'text_search_configurations');
