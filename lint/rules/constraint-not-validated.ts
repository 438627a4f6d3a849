import type { KindRow } from '../../contracts/kinds/index.js';
import { qualifiedName, quoteIdentifier } from '../../contracts/sql-identifiers.js';
import type { LintRule, Problem } from '../rule.js';
import { tablePartSubject } from '../subject.js';

type Constraint = KindRow<'table_constraint'> | KindRow<'foreign_key'>;

/** What is wrong with how a constraint is checked, or null. */
function problemOf(row: Constraint): Problem | null {
  const alter = `ALTER TABLE ${qualifiedName(row.schema_name, row.table_name)}`;
  const name = quoteIdentifier(row.constraint_name);
  if (!row.is_enforced) {
    return {
      reason: 'It is NOT ENFORCED: no row is checked, neither old nor new.',
      remedy: `${alter} ALTER CONSTRAINT ${name} ENFORCED; -- a check must be dropped and added again`,
    };
  }
  if (row.is_validated) return null;
  return {
    reason: 'It is NOT VALID: rows that were there before it were never checked.',
    remedy: `${alter} VALIDATE CONSTRAINT ${name};`,
  };
}

export const constraintNotValidated: LintRule = {
  code: 'SS103',
  summary: 'A constraint is not validated or not enforced.',
  why: 'Rows that break it may be there, and the planner does not rely on it.',
  severity: 'warning',
  check: ({ report }) => {
    const visit = (kind: 'table_constraint' | 'foreign_key', row: Constraint) => {
      const problem = problemOf(row);
      if (problem !== null) report(tablePartSubject(kind, row, row.constraint_name), problem);
    };
    return {
      table_constraint: (row) => {
        if (row.is_local) visit('table_constraint', row);
      },
      foreign_key: (row) => {
        if (row.inherited_from === null) visit('foreign_key', row);
      },
    };
  },
};
