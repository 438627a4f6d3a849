import { defineKind, optional, required } from './kind.js';
import { comment, databaseIdentity, databaseName, oid, owner } from './shared-columns.js';

export const publicationKind = defineKind({
  kind: 'publication',
  plural: 'publications',
  doc: 'Publications of logical replication.',
  scope: 'database',
  stage: 'extractObjects',
  identity: { namespace: 'publication', columns: ['database_name', 'publication_name'] },
  parent: databaseIdentity,
  columns: [
    databaseName,
    required('publication_name', 'text', 'Name of the publication.'),
    owner,
    required('is_for_all_tables', 'boolean', 'FOR ALL TABLES.'),
    required('publishes_insert', 'boolean', 'Whether INSERT is published.'),
    required('publishes_update', 'boolean', 'Whether UPDATE is published.'),
    required('publishes_delete', 'boolean', 'Whether DELETE is published.'),
    required('publishes_truncate', 'boolean', 'Whether TRUNCATE is published.'),
    required(
      'publishes_via_partition_root',
      'boolean',
      "Whether changes of partitions are published as their root table's.",
    ),
    optional('publishes_generated_columns', 'text', 'none or stored (PostgreSQL 18).'),
    comment,
    oid,
  ],
});
