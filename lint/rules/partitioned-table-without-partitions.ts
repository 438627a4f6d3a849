import type { KindRow } from '../../contracts/kinds/index.js';
import { qualifiedName } from '../../contracts/sql-identifiers.js';
import type { LintRule } from '../rule.js';
import { relationSubject } from '../subject.js';

export const partitionedTableWithoutPartitions: LintRule = {
  code: 'SS604',
  summary: 'A partitioned table has no partition.',
  why: 'It can hold no row: every insert fails.',
  severity: 'warning',
  infersFrom: ['table'],
  check: ({ report }) => {
    const partitioned = new Map<string, KindRow<'table'>>();
    const parents = new Set<string>();
    return {
      table: (row) => {
        const { table_type, partition_parent_schema, partition_parent_table } = row;
        if (table_type === 'partitioned')
          partitioned.set(qualifiedName(row.schema_name, row.table_name), row);
        if (partition_parent_schema !== null && partition_parent_table !== null) {
          parents.add(qualifiedName(partition_parent_schema, partition_parent_table));
        }
      },
      end: () => {
        for (const [name, row] of partitioned) {
          if (parents.has(name)) continue;
          report(relationSubject('table', row), {
            reason: `It is partitioned by ${row.partition_key ?? 'a key'} and has no partition.`,
            remedy: `CREATE TABLE <name> PARTITION OF ${name} FOR VALUES <bound>;`,
          });
        }
      },
    };
  },
};
