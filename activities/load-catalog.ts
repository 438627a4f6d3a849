import { readArtifact } from '../artifacts/checkpoint.js';
import type { LandingKind } from '../catalog/provider.js';
import type { ArtifactRef } from '../contracts/artifact.js';
import { catalogSchema } from '../contracts/kinds/batch-schemas.js';
import type { Kind } from '../contracts/kinds/index.js';
import type { ActivityDeps } from './deps.js';
import { runActivity } from './run-activity.js';

export interface LoadCatalogInput {
  readonly runId: string;
  readonly partitionId: string;
  /** The catalog artifacts of the partition. */
  readonly artifacts: readonly ArtifactRef[];
}

/** Lands a partition in the catalog, unseen until the run is published; returns rows per kind. */
export async function loadCatalog(
  deps: ActivityDeps,
  input: LoadCatalogInput,
): Promise<Partial<Record<Kind, number>>> {
  return runActivity(async ({ signal, epoch }) => {
    const { runId, partitionId, artifacts } = input;
    const kinds = artifacts.map((ref): LandingKind => ({
      kind: ref.kind,
      batches: readArtifact(deps.store, deps.codec, ref, catalogSchema(ref.kind), signal),
    }));
    return deps.catalog.land({ runId, partitionId, epoch }, kinds, signal);
  });
}
