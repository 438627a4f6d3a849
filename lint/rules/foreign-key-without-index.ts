import type { KindRow } from '../../contracts/kinds/index.js';
import { qualifiedName, quoteIdentifier } from '../../contracts/sql-identifiers.js';
import { keyColumns } from '../index-keys.js';
import { namesIn } from '../json-names.js';
import type { LintRule } from '../rule.js';
import { tablePartSubject } from '../subject.js';

/** An index as far as looking up rows by columns goes. */
interface Lookup {
  readonly keys: readonly (string | null)[];
  /** Condition of a partial index; null when it has none. */
  readonly predicate: string | null;
}

const METHODS: readonly string[] = ['btree', 'hash'];

/** Whether a predicate only leaves out rows in which one of the columns is null, which no lookup looks for. */
function leavesOutNullsOnly(predicate: string, columns: readonly string[]): boolean {
  const rest = columns.reduce(
    (text, column) => text.replaceAll(`${quoteIdentifier(column)} IS NOT NULL`, ''),
    predicate,
  );
  return /^(\s|\(|\)|AND)*$/.test(rest);
}

/** The order of an index's first keys does not matter when all of them are looked up by equality. */
function covers({ keys, predicate }: Lookup, columns: readonly string[]): boolean {
  const first = keys.slice(0, columns.length);
  return (
    columns.every((column) => first.includes(column)) &&
    (predicate === null || leavesOutNullsOnly(predicate, columns))
  );
}

export const foreignKeyWithoutIndex: LintRule = {
  code: 'SS201',
  summary: 'No index covers the columns of a foreign key.',
  why: 'Each delete or key change of a referenced row reads the whole referencing table while it holds a lock, and joins along the key have no index.',
  severity: 'warning',
  infersFrom: ['index'],
  check: ({ relations, report }) => {
    const foreignKeys: KindRow<'foreign_key'>[] = [];
    const lookups = new Map<string, Lookup[]>();
    const tableOf = (row: { schema_name: string; table_name: string }) =>
      qualifiedName(row.schema_name, row.table_name);
    return {
      foreign_key: (row) => {
        if (row.inherited_from === null) foreignKeys.push(row);
      },
      index: (row) => {
        // A condition that could not be read is taken for one that does not matter: unknown is no finding.
        if (!row.is_valid || !METHODS.includes(row.access_method)) return;
        const lookup = { keys: keyColumns(row), predicate: row.predicate };
        const known = lookups.get(tableOf(row));
        if (known === undefined) lookups.set(tableOf(row), [lookup]);
        else known.push(lookup);
      },
      end: () => {
        for (const key of foreignKeys) {
          const columns = namesIn(key.columns);
          const table = tableOf(key);
          if (lookups.get(table)?.some((lookup) => covers(lookup, columns))) continue;
          const concurrently = relations.concurrently(key.schema_name, key.table_name);
          const list = columns.map(quoteIdentifier).join(', ');
          report(tablePartSubject('foreign_key', key, key.constraint_name), {
            reason: `No whole index of ${table} begins with ${list}, which ${key.constraint_name} looks rows up by.`,
            remedy: `CREATE INDEX${concurrently} ON ${table} (${list});`,
          });
        }
      },
    };
  },
};
