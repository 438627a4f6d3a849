import type { Gap } from '../../contracts/extraction.js';
import { type Kind, kindDeclaration, type KindRow } from '../../contracts/kinds/index.js';
import { readContext, sourceAt } from './read-source.js';

/** A row without what differs from one database to the next, its JSON parsed. */
export type ComparableRow<K extends Kind> = Readonly<
  Record<Exclude<keyof KindRow<K>, 'database_name' | 'oid'>, unknown>
>;

const LEFT_OUT = new Set(['database_name', 'oid']);

/** A database as the source gives it. */
export interface DatabaseReader extends AsyncDisposable {
  /** How many objects of a kind the source counts, system ones left out. */
  counted(kind: Kind): number;
  /** What the counts say the role is denied. */
  readonly gaps: readonly Gap[];
  /** The rows of a kind, in the order they are read. */
  rows<K extends Kind>(kind: K): Promise<ComparableRow<K>[]>;
}

/** Opens a database through `PostgresSource`. */
export async function readDatabase(url: string): Promise<DatabaseReader> {
  const source = sourceAt(url);
  const inventory = await source.discover(readContext('extract/test/1'), {
    partitionSize: 1000,
    maxPartitions: 10,
  });
  return {
    gaps: inventory.gaps,
    counted(kind) {
      const denied = inventory.gaps.filter((gap) => gap.kind === kind);
      return (inventory.readable[kind] ?? 0) + denied.reduce((sum, { objects }) => sum + objects, 0);
    },
    async rows<K extends Kind>(kind: K) {
      const { scope, columns } = kindDeclaration(kind);
      const rows: Record<string, unknown>[] = [];
      for (const partition of inventory.partitions.filter((candidate) => candidate.scope === scope)) {
        for await (const batch of source.read(readContext('extract/test/1'), kind, partition)) {
          for (let row = 0; row < batch.rows; row++) {
            const entries = columns.flatMap(({ name, type }, index) => {
              const value = batch.columns[index]?.[row] ?? null;
              if (LEFT_OUT.has(name)) return [];
              return [[name, type === 'json' && value !== null ? JSON.parse(String(value)) : value]];
            });
            rows.push(Object.fromEntries(entries) as Record<string, unknown>);
          }
        }
      }
      return rows as ComparableRow<K>[];
    },
    [Symbol.asyncDispose]: () => source.close(),
  };
}
