import { readArtifact } from '../artifacts/checkpoint.js';
import { type ArtifactRef, resolverName } from '../contracts/artifact.js';
import type { ColumnBatch } from '../contracts/column-batch.js';
import { TRANSFORMERS } from '../transform/registry.js';
import { checkpoint } from './checkpoint.js';
import type { ActivityDeps } from './deps.js';
import { runActivity } from './run-activity.js';

export interface TransformMetadataInput {
  /** The raw artifacts of one partition. */
  readonly artifacts: readonly ArtifactRef[];
}

/** Turns the raw artifacts of a partition into those the catalog lands. */
export async function transformMetadata(
  deps: ActivityDeps,
  input: TransformMetadataInput,
): Promise<ArtifactRef[]> {
  const transformer = TRANSFORMERS.catalog;
  return runActivity(async (scope) => {
    const refs: ArtifactRef[] = [];
    for (const raw of input.artifacts) {
      const { kind, runId, partitionId } = raw;
      const id = { runId, stage: 'catalog', kind, partitionId } as const;
      const batches = async function* (): AsyncIterable<ColumnBatch> {
        for await (const batch of readArtifact(
          deps.store,
          deps.codec,
          raw,
          transformer.input(kind),
          scope.signal,
        )) {
          yield transformer.transform(kind, batch);
        }
      };
      refs.push(
        await checkpoint(
          deps,
          scope,
          id,
          transformer.output(kind),
          resolverName(transformer.name, kind),
          batches,
        ),
      );
    }
    return refs;
  });
}
