import { defineKind, required } from './kind.js';
import { databaseName, oid } from './shared-columns.js';

export const publicationSchemaKind = defineKind({
  kind: 'publication_schema',
  plural: 'publication_schemas',
  doc: 'Schemas whose tables publications name as a whole (PostgreSQL 15).',
  scope: 'database',
  stage: 'extractObjects',
  identity: {
    namespace: 'publication_schema',
    columns: ['database_name', 'publication_name', 'schema_name'],
  },
  parent: { namespace: 'publication', columns: ['database_name', 'publication_name'] },
  columns: [
    databaseName,
    required('publication_name', 'text', 'Publication that names the schema.'),
    required('schema_name', 'text', 'Published schema.'),
    oid,
  ],
});
