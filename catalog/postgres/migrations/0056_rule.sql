-- Kind rule, drafted from contracts/kinds by tools/draft-migration.
CREATE TABLE catalog.rule_version (
  LIKE catalog.object_version INCLUDING COMMENTS,
  "database_name" text NOT NULL,
  "schema_name" text NOT NULL,
  "table_name" text NOT NULL,
  "rule_name" text NOT NULL,
  "event" text NOT NULL,
  "is_instead" boolean NOT NULL,
  "has_condition" boolean NOT NULL,
  "enabled" text NOT NULL,
  "definition" text,
  "comment" text,
  "oid" bigint NOT NULL
);
COMMENT ON TABLE catalog.rule_version IS 'Rewrite rules of tables and views, a view''s own _RETURN left out.';
COMMENT ON COLUMN catalog.rule_version."database_name" IS 'Database the object is in.';
COMMENT ON COLUMN catalog.rule_version."schema_name" IS 'Schema the object is in.';
COMMENT ON COLUMN catalog.rule_version."table_name" IS 'Table, view or materialized view it belongs to.';
COMMENT ON COLUMN catalog.rule_version."rule_name" IS 'Name of the rule.';
COMMENT ON COLUMN catalog.rule_version."event" IS 'update, insert or delete.';
COMMENT ON COLUMN catalog.rule_version."is_instead" IS 'Whether it takes the place of the command (DO INSTEAD).';
COMMENT ON COLUMN catalog.rule_version."has_condition" IS 'Whether it has a WHERE condition.';
COMMENT ON COLUMN catalog.rule_version."enabled" IS 'origin (the default), replica, always or disabled.';
COMMENT ON COLUMN catalog.rule_version."definition" IS 'Definition as pg_get_ruledef prints it; null when it could not be read.';
COMMENT ON COLUMN catalog.rule_version."comment" IS 'Text of COMMENT ON, null when there is none.';
COMMENT ON COLUMN catalog.rule_version."oid" IS 'Object identifier in the source, which a dump and restore changes.';

SELECT catalog.adopt_kind('rule', 'rules');
