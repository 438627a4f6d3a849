import type { KindRow } from '../contracts/kinds/index.js';
import { enforcesSomething, isWhollyRead, keyTexts } from './index-keys.js';
import { namesIn } from './json-names.js';

type NamedIndex = Pick<KindRow<'index'>, 'schema_name' | 'table_name' | 'index_name'>;

/** What tells whether one index does the work of another of the same table; no more, since every index is held. */
export interface ComparableIndex extends NamedIndex {
  readonly oid: bigint;
  readonly isBtree: boolean;
  readonly isUnique: boolean;
  readonly isReplicaIdentity: boolean;
  readonly constraintName: string | null;
  readonly keys: readonly string[];
  readonly included: readonly string[];
  readonly enforces: boolean;
}

/** The valid indexes of each table that follow no partitioned parent's: of those, the parent's is judged. */
export class IndexesByTable {
  readonly #byTable = new Map<string, ComparableIndex[]>();

  add(row: KindRow<'index'>): void {
    if (row.partition_parent_index !== null || !row.is_valid || !isWhollyRead(row)) return;
    // Whatever differs in these is never redundant.
    const group = JSON.stringify([row.schema_name, row.table_name, row.access_method, row.predicate]);
    const { schema_name, table_name, index_name, oid } = row;
    const index = {
      ...{ schema_name, table_name, index_name, oid },
      isBtree: row.access_method === 'btree',
      isUnique: row.is_unique,
      isReplicaIdentity: row.is_replica_identity,
      constraintName: row.constraint_name,
      keys: keyTexts(row),
      included: namesIn(row.included_columns),
      enforces: enforcesSomething(row),
    };
    const known = this.#byTable.get(group);
    if (known === undefined) this.#byTable.set(group, [index]);
    else known.push(index);
  }

  /** The first pair for each index that may go, with the one that does its work. */
  *pairs(
    doesTheWorkOf: (keeper: ComparableIndex, index: ComparableIndex) => boolean,
  ): Iterable<{ index: NamedIndex; keeper: NamedIndex }> {
    for (const indexes of this.#byTable.values()) {
      for (const index of indexes) {
        const keeper = indexes.find((other) => other !== index && doesTheWorkOf(other, index));
        if (keeper !== undefined) yield { index, keeper };
      }
    }
  }
}

export function sameKeys(a: ComparableIndex, b: ComparableIndex): boolean {
  return a.keys.length === b.keys.length && a.keys.every((key, position) => key === b.keys[position]);
}

/** Whether all that is stored in `index` is in `keeper` too. */
export function includesAllOf(keeper: ComparableIndex, index: ComparableIndex): boolean {
  return index.included.every((column) => keeper.included.includes(column));
}
