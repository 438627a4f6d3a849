import { qualifiedName, quoteIdentifier } from '../../contracts/sql-identifiers.js';
import { byTable, someOf } from '../columns-by-table.js';
import type { LintRule } from '../rule.js';
import { relationSubject } from '../subject.js';

export const undocumentedColumn: LintRule = {
  code: 'SS702',
  summary: 'Columns of a table have no comment; one finding per table.',
  why: 'Units, meanings of codes and of null are known to few, and lost with them.',
  severity: 'info',
  check: ({ relations, report }) =>
    byTable(
      ({ schema_name, table_name, comment }) =>
        (comment ?? '').trim() === '' && relations.isOwnTable(schema_name, table_name),
      (columns, ofAll) => {
        const [first] = columns;
        const names = columns.map(({ column_name }) => quoteIdentifier(column_name));
        const name = qualifiedName(first.schema_name, first.table_name, first.column_name);
        report(relationSubject('table', first), {
          reason: `${columns.length} of its ${ofAll} columns have no comment: ${someOf(names)}.`,
          remedy: `COMMENT ON COLUMN ${name} IS '...';`,
        });
      },
    ),
};
