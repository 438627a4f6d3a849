import { readArtifact } from '../artifacts/checkpoint.js';
import { type ArtifactRef, resolverName } from '../contracts/artifact.js';
import type { ColumnBatch } from '../contracts/column-batch.js';
import { TRANSFORMERS } from '../transform/registry.js';
import { checkpoint } from './checkpoint.js';
import { concurrently } from './concurrently.js';
import type { ActivityDeps } from './deps.js';
import { type ActivityScope, runActivity } from './run-activity.js';

export interface TransformMetadataInput {
  /** The raw artifacts of one partition. */
  readonly artifacts: readonly ArtifactRef[];
}

/** Artifacts in work at once: one is computed while another waits for the disk; more would only hold memory. */
const ARTIFACTS_AT_ONCE = 2;

/** Turns the raw artifacts of a partition into those the catalog lands. */
export async function transformMetadata(
  deps: ActivityDeps,
  input: TransformMetadataInput,
): Promise<ArtifactRef[]> {
  return runActivity(deps, async (deps, scope) => {
    const made = await concurrently(scope, input.artifacts, ARTIFACTS_AT_ONCE, (raw, shared) =>
      transformArtifact(deps, shared, raw),
    );
    return made.filter((artifact) => artifact !== null);
  });
}

function transformArtifact(
  deps: ActivityDeps,
  scope: ActivityScope,
  raw: ArtifactRef,
): Promise<ArtifactRef | null> {
  const transformer = TRANSFORMERS.catalog;
  const { kind, runId, partitionId } = raw;
  const batches = async function* (): AsyncIterable<ColumnBatch> {
    const input = readArtifact(deps, raw, transformer.input(kind), scope.signal);
    for await (const batch of input) yield transformer.transform(kind, batch);
  };
  const id = { runId, stage: 'catalog', kind, partitionId } as const;
  return checkpoint(deps, scope, id, transformer.output(kind), resolverName(transformer.name, kind), batches);
}
