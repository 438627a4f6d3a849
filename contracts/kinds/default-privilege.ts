import { defineKind, optional, required } from './kind.js';
import { databaseIdentity, databaseName, oid } from './shared-columns.js';

export const defaultPrivilegeKind = defineKind({
  kind: 'default_privilege',
  plural: 'default_privileges',
  doc: 'Privileges that objects get when they are created (ALTER DEFAULT PRIVILEGES).',
  scope: 'database',
  stage: 'extractObjects',
  identity: {
    namespace: 'default_privilege',
    columns: ['database_name', 'role_name', 'schema_name', 'object_type'],
  },
  parent: databaseIdentity,
  columns: [
    databaseName,
    required('role_name', 'text', 'Role whose new objects get them.'),
    optional('schema_name', 'text', 'Schema they are for, null for all.'),
    required(
      'object_type',
      'text',
      'table, sequence, function, type, schema or large object (PostgreSQL 18).',
    ),
    required(
      'acl',
      'json',
      'Privileges: [{grantor, grantee, privilege, grantable}]. Without a schema they replace the built-in defaults, with one they add.',
    ),
    oid,
  ],
});
