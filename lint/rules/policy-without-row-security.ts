import { qualifiedName } from '../../contracts/sql-identifiers.js';
import type { LintRule } from '../rule.js';
import { tablePartSubject } from '../subject.js';

export const policyWithoutRowSecurity: LintRule = {
  code: 'SS502',
  summary: 'A table has a policy, and row-level security is not enabled for it.',
  why: 'The policy does nothing: whoever has the privilege on the table sees all its rows.',
  severity: 'error',
  check: ({ relations, report }) => ({
    policy: (row) => {
      if (relations.get(row.schema_name, row.table_name)?.hasRowSecurity !== false) return;
      const table = qualifiedName(row.schema_name, row.table_name);
      report(tablePartSubject('policy', row, row.policy_name), {
        reason: `Row-level security of ${table} is not enabled, so that the policy has no effect.`,
        remedy: `ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;`,
      });
    },
  }),
};
