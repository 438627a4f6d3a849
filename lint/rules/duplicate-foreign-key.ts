import { qualifiedName, quoteIdentifier } from '../../contracts/sql-identifiers.js';
import { namesIn } from '../json-names.js';
import type { LintRule } from '../rule.js';
import { tablePartSubject } from '../subject.js';

export const duplicateForeignKey: LintRule = {
  code: 'SS104',
  summary: 'Two foreign keys reference the same columns from the same columns.',
  why: 'Every write is checked twice, and which ON DELETE counts is not obvious.',
  severity: 'warning',
  check: ({ report }) => {
    const known = new Map<string, string>();
    return {
      foreign_key: (row) => {
        if (row.inherited_from !== null) return;
        const table = qualifiedName(row.schema_name, row.table_name);
        const referenced = namesIn(row.referenced_columns);
        const pairs = namesIn(row.columns)
          .map((column, position) => [column, referenced[position]])
          .sort();
        const key = JSON.stringify([table, row.referenced_schema, row.referenced_table, pairs]);
        const first = known.get(key);
        if (first === undefined) {
          known.set(key, row.constraint_name);
          return;
        }
        report(tablePartSubject('foreign_key', row, row.constraint_name), {
          reason: `It says the same as ${quoteIdentifier(first)} of that table.`,
          remedy: `ALTER TABLE ${table} DROP CONSTRAINT ${quoteIdentifier(row.constraint_name)};`,
        });
      },
    };
  },
};
