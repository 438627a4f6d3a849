import { findArtifact } from '../artifacts/checkpoint.js';
import { type ArtifactRef, resolverName } from '../contracts/artifact.js';
import type { ColumnBatch } from '../contracts/column-batch.js';
import { rawSchema } from '../contracts/kinds/batch-schemas.js';
import type { Kind } from '../contracts/kinds/index.js';
import { filterBatches } from '../filters/filter-batches.js';
import type { SharedContext } from '../sources/source.js';
import { checkpoint } from './checkpoint.js';
import type { ActivityDeps } from './deps.js';
import { countingSchemas, type KnownObjects } from './known-objects.js';
import { rawId, type Reading } from './reading.js';
import { reportKind } from './report-step.js';
import { reportReuse } from './reuse-kind.js';
import type { ActivityScope } from './run-activity.js';

interface Comparison extends Reading {
  readonly shared: SharedContext;
  readonly known: KnownObjects;
}

/**
 * A kind of a partition, of which only the objects are read that differ from those of the run before. Where there are none
 * that run's artifact is this one's too; else a whole one is made: what was read, followed by what is unchanged, once it is
 * known what is gone. Null where nothing is left.
 */
export async function extractDifferences(
  deps: ActivityDeps,
  scope: ActivityScope,
  comparison: Comparison,
  kind: Kind,
): Promise<ArtifactRef | null> {
  const { source, known, shared, partition, selection } = comparison;
  const id = rawId(comparison, kind);
  const existing = await findArtifact(deps.store, id, rawSchema(kind));
  if (existing !== null) return existing;

  const gone = new Set<string>();
  const onGone = (keys: readonly string[]) => {
    for (const key of keys) gone.add(key);
  };
  const { apply, filtered } = filterBatches(kind, selection);
  const differences = apply(source.readDifferences(shared, kind, partition, await known.keys(), onGone));
  const first = await differences.next();
  if (first.done === true && gone.size === 0) {
    return reportReuse(deps, scope, comparison, kind, known, filtered);
  }
  const unchanged = new Map<string | null, number>();
  const batches = async function* (): AsyncGenerator<ColumnBatch> {
    if (first.done !== true) {
      yield first.value;
      yield* differences;
    }
    // By the same filter: a relation that has become the member of an extension is left out though it is unchanged.
    yield* countingSchemas(kind, apply(known.without(gone)), unchanged);
    await reportKind(deps.catalog, scope, comparison, { kind, filtered, unchanged, gaps: [] });
  };
  const resolver = resolverName(source.type, kind);
  return checkpoint(deps, scope, id, rawSchema(kind), resolver, batches);
}
