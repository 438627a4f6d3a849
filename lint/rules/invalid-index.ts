import { qualifiedName } from '../../contracts/sql-identifiers.js';
import type { LintRule } from '../rule.js';
import { indexSubject } from '../subject.js';

export const invalidIndex: LintRule = {
  code: 'SS205',
  summary: 'An index is invalid or not ready.',
  why: 'A CREATE INDEX CONCURRENTLY that failed leaves it behind: no query uses it, a unique one proves nothing, and writes may still maintain it.',
  severity: 'error',
  check: ({ report }) => ({
    index: (row) => {
      if (row.is_valid && row.is_ready) return;
      const name = qualifiedName(row.schema_name, row.index_name);
      report(indexSubject(row), {
        reason: row.is_ready
          ? 'It is invalid: writes maintain it, and no query uses it.'
          : 'It is not ready: neither writes nor queries use it.',
        remedy: `REINDEX INDEX CONCURRENTLY ${name}; -- or DROP INDEX CONCURRENTLY ${name};`,
      });
    },
  }),
};
