import type { KindRow } from '../../contracts/kinds/index.js';
import { qualifiedName } from '../../contracts/sql-identifiers.js';
import type { LintRule } from '../rule.js';
import { relationSubject } from '../subject.js';

export const partitionedTableWithoutDefault: LintRule = {
  code: 'SS605',
  summary: 'A table partitioned by list or range has no default partition.',
  why: 'A row outside all bounds is refused. That may be just what is wanted, so this is for those who want a net.',
  severity: 'info',
  offByDefault: true,
  infersFrom: ['table'],
  check: ({ report }) => {
    const partitioned = new Map<string, KindRow<'table'>>();
    const withDefault = new Set<string>();
    return {
      table: (row) => {
        const { partition_parent_schema: schema, partition_parent_table: table } = row;
        if (row.partition_strategy === 'list' || row.partition_strategy === 'range') {
          partitioned.set(qualifiedName(row.schema_name, row.table_name), row);
        }
        if (row.partition_bound === 'DEFAULT' && schema !== null && table !== null) {
          withDefault.add(qualifiedName(schema, table));
        }
      },
      end: () => {
        for (const [name, row] of partitioned) {
          if (withDefault.has(name)) continue;
          report(relationSubject('table', row), {
            reason: `It is partitioned by ${row.partition_key ?? 'a key'} and has no default partition.`,
            remedy: `CREATE TABLE <name> PARTITION OF ${name} DEFAULT;`,
          });
        }
      },
    };
  },
};
