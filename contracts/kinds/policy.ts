import { defineKind, optional, required } from './kind.js';
import { comment, databaseName, oid, relationIdentity, schemaName, tableName } from './shared-columns.js';

export const policyKind = defineKind({
  kind: 'policy',
  plural: 'policies',
  doc: 'Row-level security policies.',
  scope: 'relation',
  stage: 'extractObjects',
  identity: { namespace: 'policy', columns: ['database_name', 'schema_name', 'table_name', 'policy_name'] },
  parent: relationIdentity,
  columns: [
    databaseName,
    schemaName,
    tableName,
    required('policy_name', 'text', 'Name of the policy.'),
    required('is_permissive', 'boolean', 'Whether it is PERMISSIVE rather than RESTRICTIVE.'),
    required('command', 'text', 'all, select, insert, update or delete.'),
    required('roles', 'json', 'Roles it applies to, in their order; ["public"] for everybody.'),
    required('has_using', 'boolean', 'Whether it has a USING condition.'),
    optional('using_expression', 'text', 'USING condition; null when there is none or it could not be read.'),
    required('has_check', 'boolean', 'Whether it has a WITH CHECK condition.'),
    optional(
      'check_expression',
      'text',
      'WITH CHECK condition; null when there is none or it could not be read.',
    ),
    comment,
    oid,
  ],
});
