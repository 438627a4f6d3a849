import { defineKind, optional, required } from './kind.js';
import {
  comment,
  databaseName,
  enabled,
  oid,
  relationIdentity,
  schemaName,
  tableName,
} from './shared-columns.js';

export const ruleKind = defineKind({
  kind: 'rule',
  plural: 'rules',
  doc: "Rewrite rules of tables and views, a view's own _RETURN left out.",
  scope: 'relation',
  stage: 'extractObjects',
  identity: { namespace: 'rule', columns: ['database_name', 'schema_name', 'table_name', 'rule_name'] },
  parent: relationIdentity,
  columns: [
    databaseName,
    schemaName,
    tableName,
    required('rule_name', 'text', 'Name of the rule.'),
    required('event', 'text', 'update, insert or delete.'),
    required('is_instead', 'boolean', 'Whether it takes the place of the command (DO INSTEAD).'),
    required('has_condition', 'boolean', 'Whether it has a WHERE condition.'),
    enabled,
    optional('definition', 'text', 'Definition as pg_get_ruledef prints it; null when it could not be read.'),
    comment,
    oid,
  ],
});
