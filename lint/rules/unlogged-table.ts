import { qualifiedName } from '../../contracts/sql-identifiers.js';
import type { LintRule } from '../rule.js';
import { relationSubject } from '../subject.js';

export const unloggedTable: LintRule = {
  code: 'SS602',
  summary: 'A table is unlogged.',
  why: 'It is emptied after a crash of the server, and neither standbys nor backups by log have its rows.',
  severity: 'info',
  check: ({ report }) => ({
    table: (row) => {
      if (row.persistence !== 'unlogged') return;
      report(relationSubject('table', row), {
        reason: 'It is UNLOGGED.',
        remedy: `ALTER TABLE ${qualifiedName(row.schema_name, row.table_name)} SET LOGGED;`,
      });
    },
  }),
};
