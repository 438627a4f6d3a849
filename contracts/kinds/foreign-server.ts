import { defineKind, optional, required } from './kind.js';
import { acl, comment, databaseName, extensionName, redactedOptions, oid, owner } from './shared-columns.js';

export const foreignServerKind = defineKind({
  kind: 'foreign_server',
  plural: 'foreign_servers',
  doc: 'Foreign servers.',
  scope: 'database',
  stage: 'extractObjects',
  identity: { namespace: 'foreign_server', columns: ['database_name', 'server_name'] },
  parent: { namespace: 'foreign_data_wrapper', columns: ['database_name', 'wrapper_name'] },
  columns: [
    databaseName,
    required('server_name', 'text', 'Name of the foreign server.'),
    owner,
    required('wrapper_name', 'text', 'Foreign-data wrapper it uses.'),
    optional('server_type', 'text', 'TYPE of the server.'),
    optional('server_version', 'text', 'VERSION of the server.'),
    redactedOptions,
    acl,
    comment,
    extensionName,
    oid,
  ],
});
