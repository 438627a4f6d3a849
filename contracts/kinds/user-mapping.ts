import { defineKind, required } from './kind.js';
import { databaseName, extensionName, redactedOptions, oid } from './shared-columns.js';

export const userMappingKind = defineKind({
  kind: 'user_mapping',
  plural: 'user_mappings',
  doc: 'User mappings of foreign servers, secrets redacted.',
  scope: 'database',
  stage: 'extractObjects',
  identity: { namespace: 'user_mapping', columns: ['database_name', 'server_name', 'user_name'] },
  parent: { namespace: 'foreign_server', columns: ['database_name', 'server_name'] },
  columns: [
    databaseName,
    required('server_name', 'text', 'Foreign server.'),
    required('user_name', 'text', 'Role it maps; public for everybody, a name that no role can have.'),
    required('options_readable', 'boolean', 'Whether the reading role may see its options.'),
    redactedOptions,
    extensionName,
    oid,
  ],
});
