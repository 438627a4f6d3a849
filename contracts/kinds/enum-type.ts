import { defineKind, required } from './kind.js';
import {
  acl,
  comment,
  databaseName,
  extensionName,
  oid,
  owner,
  schemaIdentity,
  schemaName,
  typeIdentity,
  typeName,
} from './shared-columns.js';

export const enumTypeKind = defineKind({
  kind: 'enum_type',
  plural: 'enum_types',
  doc: 'Enum types with their labels in sort order.',
  scope: 'database',
  stage: 'extractObjects',
  identity: typeIdentity,
  parent: schemaIdentity,
  columns: [
    databaseName,
    schemaName,
    typeName,
    owner,
    required('labels', 'json', 'Labels in sort order (enumsortorder), not in the order they were added.'),
    acl,
    comment,
    extensionName,
    oid,
  ],
});
