import { qualifiedName, quoteIdentifier } from '../../contracts/sql-identifiers.js';
import type { LintRule } from '../rule.js';
import { tablePartSubject } from '../subject.js';

export const disabledTrigger: LintRule = {
  code: 'SS601',
  summary: 'A trigger is disabled.',
  why: 'What it keeps true is no longer kept, often since a bulk load that forgot to enable it again.',
  severity: 'warning',
  check: ({ report }) => ({
    trigger: (row) => {
      // A partition's copy follows its parent.
      if (row.enabled !== 'disabled' || row.parent_trigger !== null) return;
      report(tablePartSubject('trigger', row, row.trigger_name), {
        reason: 'It is DISABLED.',
        remedy: `ALTER TABLE ${qualifiedName(row.schema_name, row.table_name)} ENABLE TRIGGER ${quoteIdentifier(row.trigger_name)};`,
      });
    },
  }),
};
