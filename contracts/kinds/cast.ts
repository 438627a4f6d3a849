import { defineKind, optional, required } from './kind.js';
import { comment, databaseName, extensionName, oid } from './shared-columns.js';

export const castKind = defineKind({
  kind: 'cast',
  plural: 'casts',
  doc: 'Casts between types, built-in ones left out.',
  scope: 'database',
  stage: 'extractObjects',
  identity: { namespace: 'cast', columns: ['database_name', 'source_type', 'target_type'] },
  parent: { namespace: 'database', columns: ['database_name'] },
  columns: [
    databaseName,
    required('source_type', 'text', 'Type that is converted, as SQL.'),
    required('target_type', 'text', 'Type it is converted to, as SQL.'),
    required('method', 'text', 'function, inout (through text) or binary (WITHOUT FUNCTION).'),
    optional('function', 'text', 'Function that converts, as SQL with its argument types.'),
    required('context', 'text', 'explicit, assignment or implicit.'),
    required(
      'is_generated',
      'boolean',
      'Whether it was made together with another object, as that of a range to its multirange is.',
    ),
    comment,
    extensionName,
    oid,
  ],
});
