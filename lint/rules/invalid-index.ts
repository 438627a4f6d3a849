import { qualifiedName } from '../../contracts/sql-identifiers.js';
import type { LintRule, Problem } from '../rule.js';
import { indexSubject } from '../subject.js';

export const invalidIndex: LintRule = {
  code: 'SS205',
  summary: 'An index is invalid or not ready.',
  why: 'A CREATE INDEX CONCURRENTLY that failed leaves it behind: no query uses it, a unique one proves nothing, and writes may still maintain it.',
  severity: 'error',
  check: ({ relations, report }) => ({
    index: (row) => {
      if (row.is_valid && row.is_ready) return;
      const name = qualifiedName(row.schema_name, row.index_name);
      const isPartitioned = relations.get(row.schema_name, row.table_name)?.isPartitioned === true;
      report(indexSubject(row), isPartitioned ? partitionMissing(name) : leftBehind(name, row.is_ready));
    },
  }),
};

function leftBehind(name: string, isReady: boolean): Problem {
  return {
    reason: isReady
      ? 'It is invalid: writes maintain it, and no query uses it.'
      : 'It is not ready: neither writes nor queries use it.',
    remedy: `REINDEX INDEX CONCURRENTLY ${name}; -- or DROP INDEX CONCURRENTLY ${name};`,
  };
}

function partitionMissing(name: string): Problem {
  return {
    reason: 'It is invalid: a partition has no valid index that is attached to it.',
    remedy: `ALTER INDEX ${name} ATTACH PARTITION <index of the partition>;`,
  };
}
