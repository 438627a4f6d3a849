import { defineKind, optional, required } from './kind.js';
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

export const operatorClassKind = defineKind({
  kind: 'operator_class',
  plural: 'operator_classes',
  doc: 'Operator classes with their operators and support functions.',
  scope: 'database',
  stage: 'extractObjects',
  identity: {
    namespace: 'operator_class',
    columns: ['database_name', 'schema_name', 'operator_class_name', 'access_method'],
  },
  parent: schemaIdentity,
  columns: [
    databaseName,
    schemaName,
    required('operator_class_name', 'text', 'Name of the operator class.'),
    required('access_method', 'text', 'Index access method it is for.'),
    owner,
    required('family_schema', 'text', 'Schema of the operator family it belongs to.'),
    required('family_name', 'text', 'Operator family it belongs to.'),
    required('input_type', 'text', 'Type of the indexed column.'),
    optional('storage_type', 'text', 'Type stored in the index, where it is another one.'),
    required('is_default', 'boolean', "Whether it is the type's default for the access method."),
    ...operatorMembers,
    comment,
    extensionName,
    oid,
  ],
});
