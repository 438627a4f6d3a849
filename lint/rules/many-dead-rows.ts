import { qualifiedName } from '../../contracts/sql-identifiers.js';
import type { LintRule } from '../rule.js';
import { relationSubject } from '../subject.js';

/** Twice what makes autovacuum clean up by default (20 % and 50 rows). */
const DEAD_SHARE = 0.4;
const DEAD_ROWS = 10_000;

export const manyDeadRows: LintRule = {
  code: 'SS608',
  summary: `A table has ${DEAD_ROWS.toLocaleString('en')} dead rows or more, and more than ${DEAD_SHARE * 100} % of its live ones.`,
  why: 'Autovacuum should have removed them at half of that: it is off, does not keep up, or a long transaction holds it back.',
  severity: 'warning',
  check: ({ report }) => ({
    table_statistics: (row) => {
      const { live_rows, dead_rows } = row;
      if (live_rows === null || dead_rows === null) return;
      if (dead_rows < DEAD_ROWS || Number(dead_rows) <= DEAD_SHARE * Number(live_rows)) return;
      report(relationSubject('table_statistics', row), {
        reason: `It has about ${dead_rows.toString()} dead rows beside ${live_rows.toString()} live ones.`,
        remedy: `VACUUM ${qualifiedName(row.schema_name, row.table_name)}; -- and look for what keeps autovacuum from it`,
      });
    },
  }),
};
