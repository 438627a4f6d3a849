import { defineKind, optional, required } from './kind.js';
import { databaseName, schemaName, tableName } from './shared-columns.js';

export const columnStatisticsKind = defineKind({
  kind: 'column_statistics',
  plural: 'column_statistics',
  doc: 'Per-column statistics from pg_stats, of the columns the role may read; values themselves are left out.',
  scope: 'relation',
  stage: 'analyzeDataQuality',
  identity: {
    namespace: 'column_statistics',
    columns: ['database_name', 'schema_name', 'table_name', 'column_name', 'includes_children'],
  },
  parent: { namespace: 'column', columns: ['database_name', 'schema_name', 'table_name', 'column_name'] },
  columns: [
    databaseName,
    schemaName,
    tableName,
    required('column_name', 'text', 'Name of the column.'),
    required('includes_children', 'boolean', 'Whether rows of child tables and partitions are counted in.'),
    required('null_fraction', 'float64', 'Fraction of rows that are null.'),
    required('average_width_bytes', 'int32', 'Average width of the values that are not null.'),
    required(
      'distinct_estimate',
      'float64',
      'Distinct values; negative: minus the fraction of rows (n_distinct).',
    ),
    optional('correlation', 'float64', 'Correlation of physical and logical order, -1 to 1.'),
    required('most_common_value_count', 'int32', 'Number of most common values that the server keeps.'),
    required('histogram_bucket_count', 'int32', 'Number of histogram buckets that the server keeps.'),
    required('source', 'text', 'How they were obtained: pg_stats, a sample that ANALYZE took.'),
    optional(
      'last_analyze',
      'timestamp',
      'When ANALYZE took the sample; null when the server has forgotten.',
    ),
  ],
});
