import { type Kind, kindDeclaration } from '../contracts/kinds/index.js';
import type { Identity, Value } from '../contracts/kinds/kind.js';

/** An object of any kind, by the columns of its declaration. */
export type Row = Readonly<Record<string, Value>>;

/** What one run has of an object and what the other has; one of them may have nothing. */
export interface Pair {
  readonly before: Row | null;
  readonly after: Row | null;
}

/** An object that both runs have. */
export interface WholePair {
  readonly before: Row;
  readonly after: Row;
}

/**
 * The key of what an identity names. The extracted database has the same name in every run (`true`), so that two
 * databases are compared by what they hold.
 */
export function identityKey({ namespace, columns }: Identity, row: Row, database: string): string {
  const values = columns.map((name) => {
    const value = row[name] ?? null;
    return name === 'database_name' && value === database ? true : value;
  });
  return JSON.stringify([namespace, ...values]);
}

/** The key of an object among those of its kind. */
export function objectKey(kind: Kind, row: Row, database: string): string {
  return identityKey(kindDeclaration(kind).identity, row, database);
}

/** The key of the object that this one belongs to, null for a root. */
export function parentKey(kind: Kind, row: Row, database: string): string | null {
  const { parent } = kindDeclaration(kind);
  return parent === null ? null : identityKey(parent, row, database);
}

/** Columns that are part of an identity without being a name: a rename leaves them as they are. */
const NOT_NAMES: readonly string[] = ['argument_types', 'access_method', 'left_type', 'right_type'];

/** The column with an object's own name. */
export function nameColumn(kind: Kind): string {
  const { columns } = kindDeclaration(kind).identity;
  return columns.findLast((column) => !NOT_NAMES.includes(column)) ?? '';
}

/** A text of a row, null where the kind has no such column. */
export function textOf(row: Row, column: string): string | null {
  const value = row[column];
  return typeof value === 'string' ? value : null;
}
