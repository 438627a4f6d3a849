import { qualifiedName } from '../../contracts/sql-identifiers.js';
import type { LintRule } from '../rule.js';
import { relationSubject } from '../subject.js';

export const autovacuumDisabled: LintRule = {
  code: 'SS609',
  summary: 'Autovacuum is switched off for a table.',
  why: 'Dead rows stay, statistics age, and one day it is vacuumed anyway, to prevent transaction ids from wrapping around.',
  severity: 'warning',
  check: ({ report }) => ({
    table: (row) => {
      const options = JSON.parse(row.options ?? '{}') as Readonly<Record<string, string>>;
      const setting = options['autovacuum_enabled']?.toLowerCase();
      if (setting === undefined || !['false', 'off', 'no', '0'].includes(setting)) return;
      report(relationSubject('table', row), {
        reason: `Its storage parameter autovacuum_enabled is ${setting}.`,
        remedy: `ALTER TABLE ${qualifiedName(row.schema_name, row.table_name)} RESET (autovacuum_enabled);`,
      });
    },
  }),
};
