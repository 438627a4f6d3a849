import { defineKind, optional, required } from './kind.js';
import {
  comment,
  constraintState,
  databaseName,
  definition,
  inheritedFrom,
  oid,
  relationIdentity,
  schemaName,
  tableName,
} from './shared-columns.js';

export const tableConstraintKind = defineKind({
  kind: 'table_constraint',
  plural: 'table_constraints',
  doc: 'Primary key, unique, check, exclusion and (PostgreSQL 18) not-null constraints of tables.',
  scope: 'relation',
  stage: 'extractObjects',
  identity: {
    namespace: 'table_constraint',
    columns: ['database_name', 'schema_name', 'table_name', 'constraint_name'],
  },
  parent: relationIdentity,
  columns: [
    databaseName,
    schemaName,
    tableName,
    required('constraint_name', 'text', 'Name of the constraint.'),
    required('constraint_type', 'text', 'primary key, unique, check, exclusion or not null.'),
    required('columns', 'json', 'Constrained columns in key order; [] for a check of no column.'),
    definition('Definition as pg_get_constraintdef prints it'),
    optional('check_expression', 'text', 'Condition of a check constraint; null when it could not be read.'),
    optional(
      'exclusion_operators',
      'json',
      'Operators of an exclusion constraint by position, schema-qualified.',
    ),
    optional(
      'index_name',
      'text',
      'Index that enforces it, in the same schema; its options and tablespace are there.',
    ),
    optional('included_columns', 'json', 'Columns of INCLUDE, in order.'),
    required('is_period', 'boolean', 'Whether its last column is WITHOUT OVERLAPS (PostgreSQL 18).'),
    optional(
      'nulls_not_distinct',
      'boolean',
      'Whether nulls are equal in a unique constraint (PostgreSQL 15).',
    ),
    ...constraintState,
    required('is_no_inherit', 'boolean', 'Whether children do not inherit it.'),
    required('is_local', 'boolean', 'Whether it is defined on the table itself.'),
    required('inheritance_count', 'int32', 'Number of direct parents it is inherited from.'),
    ...inheritedFrom,
    comment,
    oid,
  ],
});
