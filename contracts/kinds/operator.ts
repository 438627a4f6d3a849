import { defineKind, optional, required } from './kind.js';
import {
  comment,
  databaseName,
  extensionName,
  oid,
  owner,
  schemaIdentity,
  schemaName,
} from './shared-columns.js';

export const operatorKind = defineKind({
  kind: 'operator',
  plural: 'operators',
  doc: 'Operators with their operand types and functions.',
  scope: 'database',
  stage: 'extractObjects',
  identity: {
    namespace: 'operator',
    columns: ['database_name', 'schema_name', 'operator_name', 'left_type', 'right_type'],
  },
  parent: schemaIdentity,
  columns: [
    databaseName,
    schemaName,
    required('operator_name', 'text', 'Name of the operator, such as <=>.'),
    required('left_type', 'text', 'Type of the left operand; NONE for a prefix operator.'),
    required('right_type', 'text', 'Type of the right operand; NONE for a postfix operator (PostgreSQL 13).'),
    owner,
    optional('result_type', 'text', 'Type of the result; null while it is only declared.'),
    optional(
      'function',
      'text',
      "Function that computes it, as SQL; null while it is only declared, as another one's commutator or negator.",
    ),
    optional('commutator', 'text', 'Commutator, as OPERATOR(schema.name).'),
    optional('negator', 'text', 'Negator, as OPERATOR(schema.name).'),
    optional('restriction_function', 'text', 'Restriction selectivity estimator (RESTRICT), as SQL.'),
    optional('join_function', 'text', 'Join selectivity estimator (JOIN), as SQL.'),
    required('can_hash', 'boolean', 'Whether it supports hash joins (HASHES).'),
    required('can_merge', 'boolean', 'Whether it supports merge joins (MERGES).'),
    comment,
    extensionName,
    oid,
  ],
});
