import { findArtifact, writeArtifact } from '../artifacts/checkpoint.js';
import { artifactKey } from '../artifacts/keys.js';
import type { ArtifactId, ArtifactRef } from '../contracts/artifact.js';
import type { BatchSchema, ColumnBatch } from '../contracts/column-batch.js';
import type { ActivityDeps } from './deps.js';
import type { ActivityScope } from './run-activity.js';

/**
 * Makes an artifact, unless an earlier attempt made it and it verifies. A damaged one is replaced; where there is none
 * the first to finish wins, so that an attempt that was given up can't take away what its successor built on.
 */
export async function checkpoint(
  deps: Pick<ActivityDeps, 'store' | 'codec'>,
  scope: ActivityScope,
  id: ArtifactId,
  schema: BatchSchema,
  resolver: string,
  batches: () => AsyncIterable<ColumnBatch>,
): Promise<ArtifactRef> {
  const existing = await findArtifact(deps.store, id, schema);
  if (existing !== null) return existing;
  const ifExists = (await deps.store.head(artifactKey(id))) === null ? 'keep' : 'replace';
  return writeArtifact(deps.store, deps.codec, id, schema, batches(), {
    resolver,
    signal: scope.signal,
    onProgress: scope.progress,
    ifExists,
  });
}
