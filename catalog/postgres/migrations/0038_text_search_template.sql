-- Kind text_search_template, drafted from contracts/kinds by tools/draft-migration.
CREATE TABLE catalog.text_search_template_version (
  LIKE catalog.object_version INCLUDING COMMENTS,
  "database_name" text NOT NULL,
  "schema_name" text NOT NULL,
  "template_name" text NOT NULL,
  "init_function" text,
  "lexize_function" text NOT NULL,
  "comment" text,
  "extension_name" text,
  "oid" bigint NOT NULL
);
COMMENT ON TABLE catalog.text_search_template_version IS 'Text search templates, which dictionaries are made from.';
COMMENT ON COLUMN catalog.text_search_template_version."database_name" IS 'Database the object is in.';
COMMENT ON COLUMN catalog.text_search_template_version."schema_name" IS 'Schema the object is in.';
COMMENT ON COLUMN catalog.text_search_template_version."template_name" IS 'Name of the template.';
COMMENT ON COLUMN catalog.text_search_template_version."init_function" IS 'Function that sets a dictionary up (INIT), as SQL.';
COMMENT ON COLUMN catalog.text_search_template_version."lexize_function" IS 'Function that looks a token up (LEXIZE), as SQL.';
COMMENT ON COLUMN catalog.text_search_template_version."comment" IS 'Text of COMMENT ON, null when there is none.';
COMMENT ON COLUMN catalog.text_search_template_version."extension_name" IS 'Extension the object is a member of.';
COMMENT ON COLUMN catalog.text_search_template_version."oid" IS 'Object identifier in the source, which a dump and restore changes.';

SELECT catalog.adopt_kind('text_search_template', 'text_search_templates');
