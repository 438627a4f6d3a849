import { qualifiedName } from '../../contracts/sql-identifiers.js';
import type { LintRule } from '../rule.js';
import { relationSubject } from '../subject.js';

export const neverAnalyzed: LintRule = {
  code: 'SS606',
  summary: 'A table with rows was never analyzed.',
  why: 'The planner has no statistics of its columns and guesses.',
  severity: 'info',
  check: ({ report }) => ({
    table_statistics: (row) => {
      const { last_analyze, heap_bytes } = row;
      // A size that could not be read says nothing; a partitioned table has none of its own.
      if (last_analyze !== null || heap_bytes === null || heap_bytes === 0n) return;
      report(relationSubject('table_statistics', row), {
        reason: `It has ${heap_bytes.toLocaleString('en')} bytes of rows, and the server knows of no ANALYZE.`,
        remedy: `ANALYZE ${qualifiedName(row.schema_name, row.table_name)};`,
      });
    },
  }),
};
