import { qualifiedName } from '../../contracts/sql-identifiers.js';
import type { LintRule } from '../rule.js';
import { relationSubject } from '../subject.js';

export const unpopulatedMaterializedView: LintRule = {
  code: 'SS603',
  summary: 'A materialized view was never filled.',
  why: 'Every query of it fails until it is refreshed.',
  severity: 'warning',
  check: ({ report }) => ({
    materialized_view: (row) => {
      if (row.is_populated) return;
      report(relationSubject('materialized_view', row), {
        reason: 'It was created or refreshed WITH NO DATA.',
        remedy: `REFRESH MATERIALIZED VIEW ${qualifiedName(row.schema_name, row.table_name)};`,
      });
    },
  }),
};
