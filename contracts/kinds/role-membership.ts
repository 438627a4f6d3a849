import { defineKind, optional, required } from './kind.js';
import { roleIdentity } from './shared-columns.js';

export const roleMembershipKind = defineKind({
  kind: 'role_membership',
  plural: 'role_memberships',
  doc: 'Which roles are members of which, those among predefined roles left out.',
  scope: 'database',
  stage: 'extractObjects',
  identity: { namespace: 'role_membership', columns: ['role_name', 'member_name', 'grantor'] },
  parent: roleIdentity,
  columns: [
    required('role_name', 'text', 'Role that was granted.'),
    required('member_name', 'text', 'Role that is a member of it.'),
    required('grantor', 'text', 'Role that granted it; before PostgreSQL 16 it may no longer exist.'),
    required('admin_option', 'boolean', 'Whether the member may grant it on.'),
    optional('inherit_option', 'boolean', 'Whether the member has its rights (PostgreSQL 16).'),
    optional('set_option', 'boolean', 'Whether the member may SET ROLE to it (PostgreSQL 16).'),
  ],
});
