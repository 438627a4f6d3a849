import { qualifiedName } from '../../contracts/sql-identifiers.js';
import type { LintRule } from '../rule.js';
import { daysSince } from '../age.js';
import { relationSubject } from '../subject.js';

/** Twice what makes autovacuum analyze by default (10 %), so that a table whose turn it just is isn't named. */
const CHANGED_SHARE = 0.2;
const CHANGED_ROWS = 1000;
/** Autovacuum needs some time to come by. */
const SETTLED_DAYS = 1;

export const staleStatistics: LintRule = {
  code: 'SS607',
  summary: `More than ${CHANGED_SHARE * 100} % of a table's rows (and ${CHANGED_ROWS} of them) changed since it was analyzed, more than a day before.`,
  why: 'The planner works with statistics of another table, so to speak; autovacuum should have analyzed it at half of that.',
  severity: 'info',
  check: ({ readAt, report }) => ({
    table_statistics: (row) => {
      const { last_analyze, live_rows, rows_modified_since_analyze: modified } = row;
      if (last_analyze === null || live_rows === null || modified === null) return;
      if (daysSince(last_analyze, readAt) < SETTLED_DAYS) return;
      if (modified <= CHANGED_ROWS || Number(modified) <= CHANGED_SHARE * Number(live_rows)) return;
      report(relationSubject('table_statistics', row), {
        reason: `${modified.toString()} rows changed since the last analyze ${Math.floor(daysSince(last_analyze, readAt))} days before the run, of about ${live_rows.toString()} that it has.`,
        remedy: `ANALYZE ${qualifiedName(row.schema_name, row.table_name)};`,
      });
    },
  }),
};
