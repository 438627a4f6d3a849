import { defineKind, required } from './kind.js';
import { operatorMembers } from './operator-members.js';
import {
  comment,
  databaseName,
  extensionName,
  oid,
  owner,
  schemaIdentity,
  schemaName,
} from './shared-columns.js';

export const operatorFamilyKind = defineKind({
  kind: 'operator_family',
  plural: 'operator_families',
  doc: 'Operator families with the loose members, which belong to none of its classes.',
  scope: 'database',
  stage: 'extractObjects',
  identity: {
    namespace: 'operator_family',
    columns: ['database_name', 'schema_name', 'operator_family_name', 'access_method'],
  },
  parent: schemaIdentity,
  columns: [
    databaseName,
    schemaName,
    required('operator_family_name', 'text', 'Name of the operator family.'),
    required('access_method', 'text', 'Index access method it is for.'),
    owner,
    ...operatorMembers,
    comment,
    extensionName,
    oid,
  ],
});
