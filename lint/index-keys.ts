import type { KindRow } from '../contracts/kinds/index.js';

/** One key of an index, as the catalog's JSON has it. */
interface IndexKey {
  readonly column: string | null;
  readonly expression: string | null;
  readonly collation: string | null;
  readonly operator_class: string | null;
  readonly operator_class_options?: unknown;
  readonly descending: boolean;
  readonly nulls_first: boolean;
}

/** The columns of an index's keys by position; null for an expression. */
export function keyColumns({ key_columns }: KindRow<'index'>): (string | null)[] {
  return (JSON.parse(key_columns) as IndexKey[]).map(({ column }) => column);
}

/** Each key of an index as a text: equal texts, equal keys. */
export function keyTexts({ key_columns }: KindRow<'index'>): string[] {
  return (JSON.parse(key_columns) as IndexKey[]).map((key) => JSON.stringify(Object.values(key)));
}

/** Whether an index does more than speed up reading: it can't be dropped without losing a rule. */
export function enforcesSomething(index: KindRow<'index'>): boolean {
  return (
    index.is_unique ||
    index.is_primary ||
    index.is_exclusion ||
    index.is_replica_identity ||
    index.constraint_name !== null
  );
}

/** Whether nothing of what an index is about was withheld: two unknown expressions are not equal. */
export function isWhollyRead({ key_columns, is_partial, predicate }: KindRow<'index'>): boolean {
  const keys = JSON.parse(key_columns) as IndexKey[];
  const isKnown = keys.every(({ column, expression }) => column !== null || expression !== null);
  return isKnown && is_partial === (predicate !== null);
}
