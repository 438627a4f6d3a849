import { type ArtifactAccess, lookUpArtifact, writeArtifact } from '../artifacts/checkpoint.js';
import type { ArtifactId, ArtifactRef } from '../contracts/artifact.js';
import type { BatchSchema, ColumnBatch } from '../contracts/column-batch.js';
import type { ActivityScope } from './run-activity.js';

/**
 * Makes an artifact, unless an earlier attempt made it and it verifies. A damaged one is replaced; where there is none
 * the first to finish wins, so that an attempt that was given up can't take away what its successor built on. Of nothing
 * there is no artifact: null.
 */
export async function checkpoint(
  deps: ArtifactAccess,
  scope: ActivityScope,
  id: ArtifactId,
  schema: BatchSchema,
  resolver: string,
  batches: () => AsyncIterable<ColumnBatch>,
): Promise<ArtifactRef | null> {
  const existing = await lookUpArtifact(deps.store, id, schema);
  if (typeof existing !== 'string') return existing;
  const content = await unlessEmpty(batches());
  if (content === null) return null;
  return writeArtifact(deps, id, schema, content, {
    resolver,
    signal: scope.signal,
    onProgress: scope.progress,
    ifExists: existing === 'missing' ? 'keep' : 'replace',
  });
}

/** The same batches, or null when there is none. */
async function unlessEmpty(
  batches: AsyncIterable<ColumnBatch>,
): Promise<AsyncGenerator<ColumnBatch, void, undefined> | null> {
  const iterator = batches[Symbol.asyncIterator]();
  const first = await iterator.next();
  if (first.done === true) return null;
  return (async function* () {
    try {
      yield first.value;
      for (let next = await iterator.next(); next.done !== true; next = await iterator.next())
        yield next.value;
    } finally {
      await iterator.return?.();
    }
  })();
}
