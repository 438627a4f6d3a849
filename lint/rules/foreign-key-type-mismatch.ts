import type { KindRow } from '../../contracts/kinds/index.js';
import { qualifiedName, quoteIdentifier } from '../../contracts/sql-identifiers.js';
import { namesIn } from '../json-names.js';
import type { LintRule } from '../rule.js';
import { tablePartSubject } from '../subject.js';

/** A type without its length or precision, the base type of a domain: what comparisons are made in. */
function comparedType({ domain_base_type, data_type }: KindRow<'column'>): string {
  return (domain_base_type ?? data_type).replace(/\(\d+(,-?\d+)?\)/, '');
}

/** The pairs of columns of a foreign key, by position. */
function columnPairs(key: KindRow<'foreign_key'>) {
  const referenced = namesIn(key.referenced_columns);
  return namesIn(key.columns).map((column, position) => {
    const target = referenced[position] ?? '';
    return {
      column,
      from: qualifiedName(key.schema_name, key.table_name, column),
      to: qualifiedName(key.referenced_schema, key.referenced_table, target),
    };
  });
}

export const foreignKeyTypeMismatch: LintRule = {
  code: 'SS102',
  summary: "A foreign key's column has another type than the column it references.",
  why: 'Values may not fit, and comparing them needs a conversion, which can keep an index from being used.',
  severity: 'warning',
  check: ({ report }) => {
    const keys: KindRow<'foreign_key'>[] = [];
    const types = new Map<string, string | undefined>();
    return {
      foreign_key: (row) => {
        if (row.inherited_from !== null) return;
        keys.push(row);
        for (const { from, to } of columnPairs(row)) types.set(from, undefined).set(to, undefined);
      },
      column: (row) => {
        const name = qualifiedName(row.schema_name, row.table_name, row.column_name);
        if (types.has(name)) types.set(name, comparedType(row));
      },
      end: () => {
        for (const key of keys) {
          for (const { column, from, to } of columnPairs(key)) {
            const [type, wanted] = [types.get(from), types.get(to)];
            if (type === undefined || wanted === undefined || type === wanted) continue;
            report(tablePartSubject('foreign_key', key, key.constraint_name), {
              reason: `${from} is ${type}, ${to} which it references is ${wanted}.`,
              remedy: `ALTER TABLE ${qualifiedName(key.schema_name, key.table_name)} ALTER COLUMN ${quoteIdentifier(column)} TYPE ${wanted};`,
            });
          }
        }
      },
    };
  },
};
