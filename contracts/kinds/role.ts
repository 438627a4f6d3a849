import { defineKind, optional, required } from './kind.js';
import { comment, oid, roleIdentity } from './shared-columns.js';

export const roleKind = defineKind({
  kind: 'role',
  plural: 'roles',
  doc: 'Roles of the server, without their passwords; predefined roles (pg_*) left out.',
  scope: 'database',
  stage: 'extractObjects',
  identity: roleIdentity,
  parent: null,
  columns: [
    required('role_name', 'text', 'Name of the role.'),
    required('is_superuser', 'boolean', 'SUPERUSER.'),
    required('inherits', 'boolean', 'INHERIT: whether it has the rights of roles it is a member of.'),
    required('can_create_roles', 'boolean', 'CREATEROLE.'),
    required('can_create_databases', 'boolean', 'CREATEDB.'),
    required('can_login', 'boolean', 'LOGIN.'),
    required('can_replicate', 'boolean', 'REPLICATION.'),
    required('bypasses_row_security', 'boolean', 'BYPASSRLS.'),
    required('connection_limit', 'int32', 'Most concurrent connections; -1 means no limit.'),
    optional(
      'valid_until',
      'text',
      'When its password expires: ISO 8601 in UTC, infinity or -infinity; null when never set.',
    ),
    optional(
      'configuration',
      'json',
      'Settings of the role in all databases as an object of texts, values that look secret redacted.',
    ),
    comment,
    oid,
  ],
});
