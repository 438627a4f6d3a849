import type { ConnectionConfig } from '../config/schema.js';
import { DEFAULT_PARTITION_SIZE, MAX_PARTITIONS, type Partition } from '../contracts/partition.js';
import { ALL_KINDS, type Kind, kindDeclaration } from '../contracts/kinds/index.js';
import type { ObjectFilter } from '../contracts/object-filter.js';
import type { Decision } from '../filters/decide.js';
import { factsOf } from '../filters/object-facts.js';
import { selectionFor } from '../activities/selection-for.js';
import { CostMeter } from '../sources/cost-meter.js';
import { openSource } from './source-pool.js';

/** One object of the source, and what a run would do with it. */
export interface PreviewedObject extends Decision {
  readonly kind: Kind;
  readonly schemaName: string | null;
  /** Its names, joined by dots; the database's left out. */
  readonly objectName: string;
}

/** System objects of a kind, which no run takes. */
export interface LeftOutBySystem {
  readonly kind: Kind;
  readonly objects: number;
}

/** A preview names objects: what of them can't be read now does not matter to it. */
const unread = (): void => undefined;

/**
 * Every object of a source with the rule that decides about it, by the function that a run uses, kind after kind; then
 * the numbers of system objects. Reads the source itself, without Temporal. Throws what `Source` throws.
 */
export async function* previewObjects(
  config: ConnectionConfig,
  flags: ObjectFilter,
  signal: AbortSignal,
): AsyncGenerator<PreviewedObject[] | LeftOutBySystem> {
  const source = openSource(config);
  const context = { runId: 'preview', signal, cost: new CostMeter() };
  try {
    const filter = { ...config.filter, ...flags };
    const { decide, extensions } = await selectionFor(source, context, filter);
    const inventory = await source.discover(context, {
      partitionSize: DEFAULT_PARTITION_SIZE,
      maxPartitions: MAX_PARTITIONS,
    });
    const partitionsOf = (kind: Kind): Partition[] =>
      inventory.partitions.filter(({ scope }) => scope === kindDeclaration(kind).scope);
    for (const kind of ALL_KINDS) {
      const { identity, columns } = kindDeclaration(kind);
      const facts = factsOf(kind, extensions);
      const names = identity.columns
        .filter((name) => name !== 'database_name' || kind === 'database')
        .map((name) => columns.findIndex((column) => column.name === name));
      for (const partition of partitionsOf(kind)) {
        for await (const batch of source.readNarrowed(context, kind, partition, unread)) {
          yield Array.from({ length: batch.rows }, (_, row): PreviewedObject => {
            const about = facts(batch, row);
            const objectName = names.map((index) => String(batch.columns[index]?.[row] ?? '')).join('.');
            return { kind, schemaName: about.schema, objectName, ...decide(about) };
          });
        }
      }
      const system = inventory.tallies.filter((tally) => tally.kind === kind);
      yield { kind, objects: system.reduce((sum, { filtered }) => sum + filtered, 0) };
    }
  } finally {
    await source.close();
  }
}
