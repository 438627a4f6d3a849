import { defineKind, optional, required } from './kind.js';
import { comment, databaseName, extensionName, oid, owner, schemaName } from './shared-columns.js';

export const extendedStatisticsKind = defineKind({
  kind: 'extended_statistics',
  plural: 'extended_statistics',
  doc: 'Extended statistics objects (CREATE STATISTICS); the statistics themselves are left out.',
  scope: 'relation',
  stage: 'extractObjects',
  identity: {
    namespace: 'extended_statistics',
    columns: ['database_name', 'schema_name', 'statistics_name'],
  },
  parent: { namespace: 'relation', columns: ['database_name', 'table_schema', 'table_name'] },
  columns: [
    databaseName,
    schemaName,
    required('statistics_name', 'text', 'Name of the statistics object.'),
    owner,
    required('table_schema', 'text', 'Schema of its table.'),
    required('table_name', 'text', 'Table it describes.'),
    required(
      'statistics_kinds',
      'json',
      'Of ndistinct, dependencies and mcv those it keeps; [] for one of a single expression.',
    ),
    required('columns', 'json', 'Columns it covers, in the order of the table.'),
    optional(
      'expressions',
      'json',
      'Expressions it covers, in order (PostgreSQL 14); null when there is none or they could not be read.',
    ),
    optional('statistics_target', 'int32', 'Statistics target where set, null for the default.'),
    optional(
      'definition',
      'text',
      'Definition as pg_get_statisticsobjdef prints it; null when it could not be read.',
    ),
    comment,
    extensionName,
    oid,
  ],
});
