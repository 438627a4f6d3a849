import type { KindRow } from '../contracts/kinds/index.js';
import { qualifiedName, quoteIdentifier } from '../contracts/sql-identifiers.js';
import type { LintRule } from './rule.js';
import { tablePartSubject } from './subject.js';

/** A rule against types of columns: its declaration, and which type to use instead. */
export interface ColumnTypeRule extends Omit<LintRule, 'check'> {
  /** The type that is better, or null when the column's is fine. */
  readonly better: (column: KindRow<'column'>) => string | null;
}

/** A rule that looks at the type of each column which a table itself defines. */
export function columnTypeRule({ better, ...declaration }: ColumnTypeRule): LintRule {
  return {
    ...declaration,
    check: ({ relations, report }) => ({
      column: (row) => {
        const type = better(row);
        const { schema_name, table_name, inheritance_count } = row;
        if (type === null || inheritance_count > 0 || !relations.isOwnTable(schema_name, table_name)) return;
        const column = quoteIdentifier(row.column_name);
        const change = row.type_name.startsWith('_') ? `${type}[] USING ${column}::${type}[]` : type;
        report(tablePartSubject('column', row, row.column_name), {
          reason: `Its type is ${row.data_type}.`,
          remedy: `ALTER TABLE ${qualifiedName(schema_name, table_name)} ALTER COLUMN ${column} TYPE ${change};`,
        });
      },
    }),
  };
}

/** Whether a column, or the elements of its array, is of one of these types of `pg_catalog`. */
export function isOfType(column: KindRow<'column'>, ...names: readonly string[]): boolean {
  return column.type_schema === 'pg_catalog' && names.includes(column.type_name.replace(/^_/, ''));
}
