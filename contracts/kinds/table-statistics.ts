import { defineKind, optional, required } from './kind.js';
import { databaseName, relationIdentity, schemaName, tableName } from './shared-columns.js';

export const tableStatisticsKind = defineKind({
  kind: 'table_statistics',
  plural: 'table_statistics',
  doc: "Row estimates, sizes and activity of tables and materialized views, from the server's own statistics; no row is read.",
  scope: 'relation',
  stage: 'analyzeDataQuality',
  identity: { namespace: 'table_statistics', columns: ['database_name', 'schema_name', 'table_name'] },
  parent: relationIdentity,
  columns: [
    databaseName,
    schemaName,
    tableName,
    optional(
      'row_estimate',
      'float64',
      'Estimated rows (reltuples); null when the table was never analyzed.',
    ),
    required(
      'row_estimate_source',
      'text',
      'How it was obtained: reltuples, partitions (their sum) or unknown.',
    ),
    optional('heap_bytes', 'int64', 'Size of the main fork; null when it could not be read.'),
    optional('index_bytes', 'int64', 'Size of all its indexes, main forks; null when it could not be read.'),
    required(
      'size_source',
      'text',
      'How heap_bytes and index_bytes were obtained: relpages (as of last_analyze, nothing written since), measured, none or unknown.',
    ),
    optional('toast_bytes', 'int64', "Size of its TOAST table and that one's index, main forks."),
    required(
      'toast_size_source',
      'text',
      'How toast_bytes was obtained: relpages (as of its last vacuum, nothing written since), measured, none or unknown.',
    ),
    optional('index_usage', 'json', 'Size and scans of each index: [{index_name, bytes, scans}].'),
    optional('live_rows', 'int64', 'Estimated live rows (pg_stat_all_tables).'),
    optional('dead_rows', 'int64', 'Estimated dead rows.'),
    optional('rows_modified_since_analyze', 'int64', 'Rows modified since the last analyze.'),
    optional('sequential_scans', 'int64', 'Sequential scans since statistics were reset.'),
    optional('index_scans', 'int64', 'Index scans since statistics were reset.'),
    optional('rows_inserted', 'int64', 'Rows inserted since statistics were reset.'),
    optional('rows_updated', 'int64', 'Rows updated since statistics were reset.'),
    optional('rows_deleted', 'int64', 'Rows deleted since statistics were reset.'),
    optional('last_vacuum', 'timestamp', 'Last vacuum, manual or automatic.'),
    optional('last_analyze', 'timestamp', 'Last analyze, manual or automatic.'),
  ],
});
