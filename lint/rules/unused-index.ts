import { qualifiedName } from '../../contracts/sql-identifiers.js';
import { daysSince } from '../age.js';
import { enforcesSomething } from '../index-keys.js';
import type { LintRule } from '../rule.js';
import { indexSubject } from '../subject.js';

/** Size and scans of one index, as `index_usage` has them. */
interface IndexUsage {
  readonly index_name: string;
  readonly bytes: number | null;
  readonly scans: number;
}

export const unusedIndex: LintRule = {
  code: 'SS204',
  summary: 'No query used an index since the server counts, while its table was read.',
  why: 'Each write maintains it for nothing. Look at standbys too, which count for themselves, and at work that comes once a year. Indexes that enforce a constraint, and those of partitioned tables, are left out.',
  severity: 'info',
  check: ({ readAt, settings, report }) => {
    const optional = new Set<string>();
    let countedDays = 0;
    return {
      database: (row) => {
        if (row.is_extracted) countedDays = daysSince(row.counters_since, readAt);
      },
      index: (row) => {
        if (enforcesSomething(row) || row.partition_parent_index !== null) return;
        optional.add(qualifiedName(row.schema_name, row.index_name));
      },
      table_statistics: (row) => {
        const reads = (row.sequential_scans ?? 0n) + (row.index_scans ?? 0n);
        const isPartitioned = row.size_source === 'none';
        const usage = JSON.parse(row.index_usage ?? '[]') as IndexUsage[];
        // Making an index is a scan of its table, too.
        const isRead = reads > BigInt(usage.length);
        if (countedDays < settings.unusedIndexDays || !isRead || isPartitioned) return;
        for (const { index_name, bytes, scans } of usage) {
          const name = qualifiedName(row.schema_name, index_name);
          if (scans > 0 || !optional.has(name)) continue;
          const size = bytes === null ? 'of unknown size' : `of ${bytes.toLocaleString('en')} bytes`;
          report(indexSubject({ ...row, index_name }), {
            reason: `No scan of this index ${size} was counted in ${Math.floor(countedDays)} days at least, and ${reads.toLocaleString('en')} scans of its table.`,
            remedy: `DROP INDEX CONCURRENTLY ${name};`,
          });
        }
      },
    };
  },
};
