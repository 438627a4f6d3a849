import { qualifiedName, quoteIdentifier } from '../../contracts/sql-identifiers.js';
import { namesIn } from '../json-names.js';
import type { LintRule } from '../rule.js';
import { tablePartSubject } from '../subject.js';

export const smallPrimaryKey: LintRule = {
  code: 'SS307',
  summary: 'A table numbers its rows by a smallint or integer primary key.',
  why: 'Numbers run out after 2,147,483,647 rows ever inserted, and widening the column then rewrites the table and all that references it.',
  severity: 'info',
  offByDefault: true,
  check: ({ relations, report }) => {
    const keys = new Set<string>();
    return {
      table_constraint: (row) => {
        const [column, ...more] = namesIn(row.columns);
        const isOwn = relations.isOwnTable(row.schema_name, row.table_name);
        if (row.constraint_type !== 'primary key' || column === undefined || more.length > 0 || !isOwn)
          return;
        keys.add(qualifiedName(row.schema_name, row.table_name, column));
      },
      column: (row) => {
        const name = qualifiedName(row.schema_name, row.table_name, row.column_name);
        const isNumbered =
          row.identity_generation !== null || row.default_expression?.startsWith('nextval(') === true;
        if (!isNumbered || !['smallint', 'integer'].includes(row.data_type) || !keys.has(name)) return;
        report(tablePartSubject('column', row, row.column_name), {
          reason: `The primary key is a numbered ${row.data_type}.`,
          remedy: `ALTER TABLE ${qualifiedName(row.schema_name, row.table_name)} ALTER COLUMN ${quoteIdentifier(row.column_name)} TYPE bigint;`,
        });
      },
    };
  },
};
