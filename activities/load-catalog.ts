import { readArtifact } from '../artifacts/checkpoint.js';
import type { LandingKind } from '../catalog/provider.js';
import type { ArtifactRef } from '../contracts/artifact.js';
import type { BatchSchema } from '../contracts/column-batch.js';
import { catalogSchema } from '../contracts/kinds/batch-schemas.js';
import type { Kind } from '../contracts/kinds/index.js';
import type { ActivityDeps } from './deps.js';
import { runActivity } from './run-activity.js';

export interface LoadCatalogInput {
  readonly runId: string;
  readonly partitionId: string;
  /** Which reading of the partition the artifacts are; see `LandingStep`. */
  readonly reading: number;
  /** The catalog artifacts of the partition. */
  readonly artifacts: readonly ArtifactRef[];
}

/** Lands a partition in the catalog, unseen until the run is published; returns rows per kind. */
export async function loadCatalog(
  deps: ActivityDeps,
  input: LoadCatalogInput,
): Promise<Partial<Record<Kind, number>>> {
  return runActivity(async ({ signal, epoch }) => {
    const { runId, partitionId, reading, artifacts } = input;
    const kinds = artifacts.map((ref): LandingKind => ({
      kind: ref.kind,
      sha256: ref.sha256,
      batches: (columns) =>
        readArtifact(deps.store, deps.codec, ref, withColumns(catalogSchema(ref.kind), columns), signal),
    }));
    return deps.catalog.land({ runId, partitionId, epoch, reading }, kinds, signal);
  });
}

/** Parquet holds columns apart: those not named are not read. */
function withColumns(schema: BatchSchema, names: readonly string[] | undefined): BatchSchema {
  if (names === undefined) return schema;
  return { ...schema, columns: schema.columns.filter(({ name }) => names.includes(name)) };
}
