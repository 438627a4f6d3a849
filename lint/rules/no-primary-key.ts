import type { KindRow } from '../../contracts/kinds/index.js';
import { qualifiedName } from '../../contracts/sql-identifiers.js';
import type { LintRule } from '../rule.js';
import { relationSubject } from '../subject.js';

export const noPrimaryKey: LintRule = {
  code: 'SS101',
  summary: 'A table has no primary key.',
  why: 'Rows can be stored twice and not told apart, and logical replication can neither update nor delete them.',
  severity: 'warning',
  infersFrom: ['table_constraint'],
  check: ({ relations, report }) => {
    const keyless = new Map<string, KindRow<'table'>>();
    const nameOf = (row: { schema_name: string; table_name: string }) =>
      qualifiedName(row.schema_name, row.table_name);
    return {
      table: (row) => {
        if (row.table_type === 'foreign' || !relations.isOwnTable(row.schema_name, row.table_name)) return;
        keyless.set(nameOf(row), row);
      },
      table_constraint: (row) => {
        if (row.constraint_type === 'primary key') keyless.delete(nameOf(row));
      },
      end: () => {
        for (const [name, row] of keyless) {
          report(relationSubject('table', row), {
            reason: 'It has no primary key.',
            remedy: `ALTER TABLE ${name} ADD PRIMARY KEY (<columns>);`,
          });
        }
      },
    };
  },
};
