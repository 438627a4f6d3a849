import { type ArtifactRef, resolverName } from '../contracts/artifact.js';
import type { Partition } from '../contracts/extraction.js';
import { rawSchema } from '../contracts/kinds/batch-schemas.js';
import type { Kind } from '../contracts/kinds/index.js';
import type { Source } from '../sources/source.js';
import { checkpoint } from './checkpoint.js';
import type { ActivityDeps } from './deps.js';
import type { ActivityScope } from './run-activity.js';

/** Reads kinds of one partition from the source, one after the other, each into its raw artifact. */
export async function extractKinds(
  deps: ActivityDeps,
  scope: ActivityScope,
  source: Source,
  runId: string,
  partition: Partition,
  kinds: readonly Kind[],
): Promise<ArtifactRef[]> {
  const refs: ArtifactRef[] = [];
  for (const kind of kinds) {
    const id = { runId, stage: 'raw', kind, partitionId: partition.partitionId } as const;
    refs.push(
      await checkpoint(deps, scope, id, rawSchema(kind), resolverName(source.type, kind), () =>
        source.read({ runId, signal: scope.signal }, kind, partition),
      ),
    );
  }
  return refs;
}
