import { defineKind, required } from './kind.js';
import { acl, comment, databaseName, extensionName, oid, owner, schemaIdentity } from './shared-columns.js';

export const schemaKind = defineKind({
  kind: 'schema',
  plural: 'schemas',
  doc: 'Schemas of the extracted database, system schemas left out.',
  scope: 'database',
  stage: 'discoverSchemas',
  identity: schemaIdentity,
  parent: { namespace: 'database', columns: ['database_name'] },
  columns: [
    databaseName,
    required('schema_name', 'text', 'Name of the schema.'),
    owner,
    extensionName,
    acl,
    comment,
    oid,
  ],
});
