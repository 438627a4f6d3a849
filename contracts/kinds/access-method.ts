import { defineKind, required } from './kind.js';
import { comment, databaseName, extensionName, oid } from './shared-columns.js';

export const accessMethodKind = defineKind({
  kind: 'access_method',
  plural: 'access_methods',
  doc: 'Access methods of indexes and tables, built-in ones left out.',
  scope: 'database',
  stage: 'extractObjects',
  identity: { namespace: 'access_method', columns: ['database_name', 'access_method_name'] },
  parent: { namespace: 'database', columns: ['database_name'] },
  columns: [
    databaseName,
    required('access_method_name', 'text', 'Name of the access method.'),
    required('access_method_type', 'text', 'index or table.'),
    required('handler_function', 'text', 'Function that implements it (HANDLER), as SQL.'),
    comment,
    extensionName,
    oid,
  ],
});
