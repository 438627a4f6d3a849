import { defineKind, optional, required } from './kind.js';
import { routineArguments, routineNamespace } from './routine-columns.js';
import {
  acl,
  comment,
  databaseName,
  extensionName,
  oid,
  owner,
  schemaIdentity,
  schemaName,
} from './shared-columns.js';

export const routineKind = defineKind({
  kind: 'routine',
  plural: 'routines',
  doc: 'Functions, window functions and procedures; aggregates are a kind of their own.',
  scope: 'database',
  stage: 'extractObjects',
  identity: {
    namespace: routineNamespace,
    columns: ['database_name', 'schema_name', 'routine_name', 'argument_types'],
  },
  parent: schemaIdentity,
  columns: [
    databaseName,
    schemaName,
    required('routine_name', 'text', 'Name of the function or procedure.'),
    ...routineArguments,
    required('routine_type', 'text', 'function, window or procedure.'),
    owner,
    optional('result', 'text', 'Result as pg_get_function_result prints it; null for a procedure.'),
    required(
      'return_type',
      'text',
      'Type of the result, or of its rows; void, or record with OUT arguments, for a procedure.',
    ),
    required('returns_set', 'boolean', 'Whether it returns a set.'),
    required('language', 'text', 'Language it is written in.'),
    required('volatility', 'text', 'immutable, stable or volatile.'),
    required('parallel_safety', 'text', 'safe, restricted or unsafe.'),
    required('is_security_definer', 'boolean', "Whether it runs with its owner's rights."),
    required('is_leakproof', 'boolean', 'Whether it is LEAKPROOF.'),
    required('is_strict', 'boolean', 'Whether its result is null when an argument is (STRICT).'),
    required('cost', 'float64', 'Estimated cost of a call, in units of cpu_operator_cost.'),
    required('row_estimate', 'float64', 'Estimated rows of a set-returning function (ROWS); 0 otherwise.'),
    optional('support_function', 'text', 'Planner support function, as SQL.'),
    optional(
      'configuration',
      'json',
      'Settings in effect during a call (SET): [{name, value}]; null when there are none.',
    ),
    optional(
      'transform_types',
      'json',
      'Types that transforms are applied to, as SQL; null when there are none.',
    ),
    required(
      'body',
      'text',
      'Source text, or the symbol of a C function (prosrc); empty when sql_body is used.',
    ),
    optional('binary_file', 'text', 'Library of a C function (probin).'),
    optional(
      'sql_body',
      'text',
      'SQL-standard body (PostgreSQL 14); null when there is none or it could not be read.',
    ),
    optional(
      'definition',
      'text',
      'Definition as pg_get_functiondef prints it; null when it could not be read.',
    ),
    required(
      'is_generated',
      'boolean',
      'Whether it was made together with another object, as the constructors of a range type are.',
    ),
    acl,
    comment,
    extensionName,
    oid,
  ],
});
