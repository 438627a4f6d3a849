import { findArtifact, writeArtifact } from '../artifacts/checkpoint.js';
import type { ArtifactId, ArtifactRef } from '../contracts/artifact.js';
import type { BatchSchema, ColumnBatch } from '../contracts/column-batch.js';
import type { ActivityDeps } from './deps.js';
import type { ActivityScope } from './run-activity.js';

/**
 * Makes an artifact, unless an earlier attempt made it and it verifies: what is damaged is made anew in its place.
 * The first attempt does not look, since its key can hold nothing yet.
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
  return writeArtifact(deps.store, deps.codec, id, schema, batches(), {
    resolver,
    signal: scope.signal,
    onProgress: scope.progress,
    ifExists: 'replace',
  });
}
