import { defineKind, required } from './kind.js';
import { comment, databaseIdentity, databaseName, oid, owner } from './shared-columns.js';

export const extensionKind = defineKind({
  kind: 'extension',
  plural: 'extensions',
  doc: 'Installed extensions, those that every new database has left out.',
  scope: 'database',
  stage: 'extractObjects',
  identity: { namespace: 'extension', columns: ['database_name', 'extension_name'] },
  parent: databaseIdentity,
  columns: [
    databaseName,
    required('extension_name', 'text', 'Name of the extension.'),
    owner,
    required('version', 'text', 'Installed version.'),
    required('extension_schema', 'text', 'Schema that holds its objects.'),
    required('is_relocatable', 'boolean', 'Whether ALTER EXTENSION ... SET SCHEMA works.'),
    required(
      'member_counts',
      'json',
      'Number of its member objects by system catalog, such as {"pg_proc": 31}.',
    ),
    required(
      'configuration_tables',
      'json',
      'Tables whose rows a dump includes: [{schema_name, table_name, condition}], in their order.',
    ),
    comment,
    oid,
  ],
});
