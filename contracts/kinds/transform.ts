import { defineKind, optional, required } from './kind.js';
import { comment, databaseName, extensionName, oid } from './shared-columns.js';

export const transformKind = defineKind({
  kind: 'transform',
  plural: 'transforms',
  doc: 'Transforms between a type and a procedural language.',
  scope: 'database',
  stage: 'extractObjects',
  identity: { namespace: 'transform', columns: ['database_name', 'type_name', 'language'] },
  parent: { namespace: 'database', columns: ['database_name'] },
  columns: [
    databaseName,
    required('type_name', 'text', 'Type that is transformed, as SQL.'),
    required('language', 'text', 'Language it is transformed for.'),
    optional(
      'from_sql_function',
      'text',
      'Function from SQL to the language, as SQL with its argument types.',
    ),
    optional('to_sql_function', 'text', 'Function from the language to SQL, as SQL with its argument types.'),
    comment,
    extensionName,
    oid,
  ],
});
