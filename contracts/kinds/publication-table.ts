import { defineKind, optional, required } from './kind.js';
import { databaseName, oid } from './shared-columns.js';

export const publicationTableKind = defineKind({
  kind: 'publication_table',
  plural: 'publication_tables',
  doc: 'Tables that publications name.',
  scope: 'database',
  stage: 'extractObjects',
  identity: {
    namespace: 'publication_table',
    columns: ['database_name', 'publication_name', 'schema_name', 'table_name'],
  },
  parent: { namespace: 'publication', columns: ['database_name', 'publication_name'] },
  columns: [
    databaseName,
    required('publication_name', 'text', 'Publication that names the table.'),
    required('schema_name', 'text', 'Schema of the published table.'),
    required('table_name', 'text', 'Published table.'),
    optional('columns', 'json', 'Published columns by position, null for all (PostgreSQL 15).'),
    required('has_row_filter', 'boolean', 'Whether only some rows are published (PostgreSQL 15).'),
    optional(
      'row_filter',
      'text',
      'Condition of published rows; null when there is none or it could not be read.',
    ),
    oid,
  ],
});
