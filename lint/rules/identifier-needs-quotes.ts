import {
  isPlainName,
  qualifiedName,
  quoteIdentifier,
  RESERVED_WORDS,
} from '../../contracts/sql-identifiers.js';
import { byTable, someOf } from '../columns-by-table.js';
import type { LintRule } from '../rule.js';
import { relationSubject } from '../subject.js';

const needsQuotes = (name: string) => !isPlainName(name) || RESERVED_WORDS.has(name);

const why = (name: string) =>
  RESERVED_WORDS.has(name)
    ? 'a reserved word'
    : name === name.toLowerCase()
      ? 'no plain name'
      : 'in mixed case';

export const identifierNeedsQuotes: LintRule = {
  code: 'SS703',
  summary:
    'A table or its columns have names that SQL takes in quotes only; one finding per table for columns.',
  why: 'Mixed case, special characters and reserved words must be quoted by everyone, everywhere; where that is forgotten, another name is meant.',
  severity: 'info',
  check: ({ relations, report }) => ({
    table: (row) => {
      if (!needsQuotes(row.table_name) || row.is_partition) return;
      report(relationSubject('table', row), {
        reason: `Its name is ${why(row.table_name)}.`,
        remedy: `ALTER TABLE ${qualifiedName(row.schema_name, row.table_name)} RENAME TO <name>;`,
      });
    },
    ...byTable(
      ({ schema_name, table_name, column_name }) =>
        needsQuotes(column_name) && relations.isOwnTable(schema_name, table_name),
      (columns) => {
        const [first] = columns;
        const names = columns.map(
          ({ column_name }) => `${quoteIdentifier(column_name)} (${why(column_name)})`,
        );
        const table = qualifiedName(first.schema_name, first.table_name);
        report(relationSubject('table', first), {
          reason: `Columns need quotes: ${someOf(names)}.`,
          remedy: `ALTER TABLE ${table} RENAME COLUMN ${quoteIdentifier(first.column_name)} TO <name>;`,
        });
      },
    ),
  }),
};
