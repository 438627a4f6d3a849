import { readArtifact } from '../artifacts/checkpoint.js';
import { sideBySide } from '../batches/copy-batch.js';
import type { LandingKind } from '../catalog/provider.js';
import { RepeatedObjects } from '../catalog/refusals.js';
import type { ArtifactRef } from '../contracts/artifact.js';
import type { BatchSchema, ColumnBatch } from '../contracts/column-batch.js';
import { SourceSenseError } from '../contracts/failure.js';
import { identitySchema, rawSchema } from '../contracts/kinds/batch-schemas.js';
import type { Kind } from '../contracts/kinds/index.js';
import type { ActivityDeps } from './deps.js';
import { runActivity } from './run-activity.js';

export interface LoadCatalogInput {
  readonly runId: string;
  readonly partitionId: string;
  /** Which reading of the partition the artifacts are; see `LandingStep`. */
  readonly reading: number;
  /** The raw artifacts of the partition and the catalog artifacts made of them. */
  readonly artifacts: readonly ArtifactRef[];
}

/** What became of a landing. */
export interface LoadedPartition {
  /** Rows per kind that landed. */
  readonly rows: Partial<Record<Kind, number>>;
  /** Nothing landed, since another partition has an object of this one: one of the two is to be read again. */
  readonly repeated?: { readonly partitionId: string; readonly message: string };
}

/** Lands a partition in the catalog, unseen until the run is published. */
export async function loadCatalog(deps: ActivityDeps, input: LoadCatalogInput): Promise<LoadedPartition> {
  return runActivity(deps, async (deps, { signal, epoch }) => {
    const { runId, partitionId, reading, artifacts } = input;
    const raw = new Map(artifacts.filter(({ stage }) => stage === 'raw').map((ref) => [ref.kind, ref]));
    const kinds = artifacts
      .filter(({ stage }) => stage === 'catalog')
      .map((identities) => landingOf(deps, identities, raw.get(identities.kind), signal));
    try {
      const rows = await deps.catalog.land({ runId, partitionId, epoch, reading }, kinds, signal);
      for (const artifact of artifacts) deps.recent.forget(artifact);
      return { rows };
    } catch (error) {
      if (!(error instanceof RepeatedObjects)) throw error;
      const { message, partitionId } = error;
      return { rows: {}, repeated: { partitionId, message } };
    }
  });
}

function landingOf(
  deps: ActivityDeps,
  identities: ArtifactRef,
  raw: ArtifactRef | undefined,
  signal: AbortSignal,
): LandingKind {
  const { kind } = identities;
  if (raw === undefined) throw new SourceSenseError('internal', `${identities.key} has no raw artifact.`);
  const read = (ref: ArtifactRef, schema: BatchSchema) => readArtifact(deps, ref, schema, signal);
  return {
    kind,
    digest: `${identities.sha256} ${raw.sha256}`,
    raw,
    batches: (columns) => {
      const identity = withColumns(identitySchema(kind), columns);
      const own = withColumns(rawSchema(kind), columns);
      const left = read(identities, identity);
      if (columns === undefined)
        return forgetting(deps, [identities, raw], together(left, read(raw, own), identities));
      return own.columns.length === 0 ? left : together(left, read(raw, own), identities);
    },
  };
}

/** What was read whole is not read again, unless landing fails: its memory is for what is read meanwhile. */
async function* forgetting(
  { recent }: ActivityDeps,
  artifacts: readonly ArtifactRef[],
  batches: AsyncGenerator<ColumnBatch, void, undefined>,
): AsyncGenerator<ColumnBatch, void, undefined> {
  yield* batches;
  for (const artifact of artifacts) recent.forget(artifact);
}

/** Parquet holds columns apart: those not named are not read. */
function withColumns(schema: BatchSchema, names: readonly string[] | undefined): BatchSchema {
  if (names === undefined) return schema;
  return { ...schema, columns: schema.columns.filter(({ name }) => names.includes(name)) };
}

/** The columns of two artifacts of the same rows, row group by row group. */
async function* together(
  left: AsyncGenerator<ColumnBatch, void, undefined>,
  right: AsyncGenerator<ColumnBatch, void, undefined>,
  { key }: ArtifactRef,
): AsyncGenerator<ColumnBatch, void, undefined> {
  try {
    for await (const identities of left) {
      const own = await right.next();
      if (own.done === true || own.value.rows !== identities.rows) throw mismatch(key);
      yield sideBySide(identities, own.value);
    }
    if ((await right.next()).done !== true) throw mismatch(key);
  } finally {
    await right.return();
  }
}

function mismatch(key: string): SourceSenseError {
  return new SourceSenseError('artifact_corrupt', `${key} has other rows than its raw artifact.`);
}
