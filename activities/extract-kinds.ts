import { type ArtifactRef, resolverName } from '../contracts/artifact.js';
import type { Partition } from '../contracts/extraction.js';
import { rawSchema } from '../contracts/kinds/batch-schemas.js';
import type { Kind } from '../contracts/kinds/index.js';
import type { Source } from '../sources/source.js';
import { checkpoint } from './checkpoint.js';
import { concurrently } from './concurrently.js';
import type { ActivityDeps } from './deps.js';
import type { ActivityScope } from './run-activity.js';

/**
 * Reads kinds of one partition from the source, each into its raw artifact. All at once: the source bounds its own
 * sessions, each kind holds one batch, and while one waits for the disk another has work.
 */
export function extractKinds(
  deps: ActivityDeps,
  scope: ActivityScope,
  source: Source,
  runId: string,
  partition: Partition,
  kinds: readonly Kind[],
): Promise<ArtifactRef[]> {
  return concurrently(scope, kinds, (kind, shared) => {
    const id = { runId, stage: 'raw', kind, partitionId: partition.partitionId } as const;
    const resolver = resolverName(source.type, kind);
    const read = () => source.read({ runId, signal: shared.signal }, kind, partition);
    return checkpoint(deps, shared, id, rawSchema(kind), resolver, read);
  });
}
