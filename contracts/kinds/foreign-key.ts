import { defineKind, optional, required } from './kind.js';
import {
  comment,
  constraintState,
  databaseName,
  oid,
  relationIdentity,
  schemaName,
  tableName,
} from './shared-columns.js';

export const foreignKeyKind = defineKind({
  kind: 'foreign_key',
  plural: 'foreign_keys',
  doc: 'Foreign keys, their column pairs by position.',
  scope: 'relation',
  stage: 'discoverForeignKeys',
  identity: {
    namespace: 'foreign_key',
    columns: ['database_name', 'schema_name', 'table_name', 'constraint_name'],
  },
  parent: relationIdentity,
  columns: [
    databaseName,
    schemaName,
    tableName,
    required('constraint_name', 'text', 'Name of the constraint.'),
    required('columns', 'json', 'Referencing columns by position.'),
    required('referenced_schema', 'text', 'Schema of the referenced table.'),
    required('referenced_table', 'text', 'Referenced table.'),
    required('referenced_columns', 'json', 'Referenced columns; position i is paired with columns[i].'),
    optional(
      'referenced_index',
      'text',
      'Unique index of the referenced table that it relies on, null when partitioned.',
    ),
    required('on_update', 'text', 'no action, restrict, cascade, set null or set default.'),
    required('on_delete', 'text', 'no action, restrict, cascade, set null or set default.'),
    optional(
      'on_delete_set_columns',
      'json',
      'Columns that ON DELETE SET NULL or DEFAULT is limited to (PostgreSQL 15).',
    ),
    required('match_type', 'text', 'simple, full or partial.'),
    ...constraintState,
    required('is_period', 'boolean', 'Whether its last column pair is a PERIOD (PostgreSQL 18).'),
    optional('inherited_from', 'text', "Constraint of the partitioned parent's that it is inherited from."),
    required('definition', 'text', 'Definition as pg_get_constraintdef prints it.'),
    comment,
    oid,
  ],
});
