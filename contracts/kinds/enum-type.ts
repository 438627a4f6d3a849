import { defineKind, required } from './kind.js';
import { acl, comment, databaseName, oid, owner, schemaIdentity, schemaName } from './shared-columns.js';

export const enumTypeKind = defineKind({
  kind: 'enum_type',
  plural: 'enum_types',
  doc: 'Enum types with their labels in sort order.',
  scope: 'database',
  stage: 'extractObjects',
  identity: { namespace: 'type', columns: ['database_name', 'schema_name', 'type_name'] },
  parent: schemaIdentity,
  columns: [
    databaseName,
    schemaName,
    required('type_name', 'text', 'Name of the type.'),
    owner,
    required('labels', 'json', 'Labels in sort order (enumsortorder), not in the order they were added.'),
    acl,
    comment,
    oid,
  ],
});
