-- Kind text_search_parser, drafted from contracts/kinds by tools/draft-migration.
CREATE TABLE catalog.text_search_parser_version (
  LIKE catalog.object_version INCLUDING COMMENTS,
  "database_name" text NOT NULL,
  "schema_name" text NOT NULL,
  "parser_name" text NOT NULL,
  "start_function" text NOT NULL,
  "token_function" text NOT NULL,
  "end_function" text NOT NULL,
  "token_types_function" text NOT NULL,
  "headline_function" text,
  "comment" text,
  "extension_name" text,
  "oid" bigint NOT NULL
);
COMMENT ON TABLE catalog.text_search_parser_version IS 'Text search parsers with their functions.';
COMMENT ON COLUMN catalog.text_search_parser_version."database_name" IS 'Database the object is in.';
COMMENT ON COLUMN catalog.text_search_parser_version."schema_name" IS 'Schema the object is in.';
COMMENT ON COLUMN catalog.text_search_parser_version."parser_name" IS 'Name of the parser.';
COMMENT ON COLUMN catalog.text_search_parser_version."start_function" IS 'Function that begins a text (START), as SQL.';
COMMENT ON COLUMN catalog.text_search_parser_version."token_function" IS 'Function that gives the next token (GETTOKEN), as SQL.';
COMMENT ON COLUMN catalog.text_search_parser_version."end_function" IS 'Function that ends a text (END), as SQL.';
COMMENT ON COLUMN catalog.text_search_parser_version."token_types_function" IS 'Function that lists the token types (LEXTYPES), as SQL.';
COMMENT ON COLUMN catalog.text_search_parser_version."headline_function" IS 'Function that makes headlines (HEADLINE), as SQL.';
COMMENT ON COLUMN catalog.text_search_parser_version."comment" IS 'Text of COMMENT ON, null when there is none.';
COMMENT ON COLUMN catalog.text_search_parser_version."extension_name" IS 'Extension the object is a member of.';
COMMENT ON COLUMN catalog.text_search_parser_version."oid" IS 'Object identifier in the source, which a dump and restore changes.';

SELECT catalog.adopt_kind('text_search_parser', 'text_search_parsers');
