import { findArtifact, readArtifact } from '../artifacts/checkpoint.js';
import { keepRows } from '../batches/keep-rows.js';
import type { LandedArtifact } from '../catalog/landed.js';
import type { ArtifactRef } from '../contracts/artifact.js';
import type { ColumnBatch } from '../contracts/column-batch.js';
import { rawSchema } from '../contracts/kinds/batch-schemas.js';
import type { Kind } from '../contracts/kinds/index.js';
import type { FilteredBySchema } from '../filters/filter-batches.js';
import type { Source } from '../sources/source.js';
import type { ActivityDeps } from './deps.js';

/** What the run before found of a kind in a partition: the rows of its artifact. */
export interface KnownObjects {
  readonly raw: ArtifactRef;
  /** Rows per schema. */
  readonly schemas: FilteredBySchema;
  /** Keys of the rows, in their order; see `Source.rowKeys`. */
  keys(): Promise<string[]>;
  /** The rows but those with the given keys. */
  without(keys: ReadonlySet<string>): AsyncGenerator<ColumnBatch>;
}

/** What was landed before of a kind, if its artifact is there whole; null when all of it is to be read again. */
export async function knownObjects(
  deps: ActivityDeps,
  source: Source,
  signal: AbortSignal,
  landed: LandedArtifact | undefined,
): Promise<KnownObjects | null> {
  const raw = landed?.raw;
  if (landed === undefined || raw === undefined) return null;
  const { kind } = landed;
  const schema = rawSchema(kind);
  const found = await findArtifact(deps.store, raw, schema);
  if (found?.sha256 !== raw.sha256) return null;
  const batches = () => readArtifact(deps, raw, schema, signal);
  return {
    raw,
    schemas: new Map(landed.schemas),
    keys: async () => {
      const keys: string[] = [];
      for await (const batch of batches()) keys.push(...source.rowKeys(kind, batch));
      return keys;
    },
    without: async function* (gone) {
      for await (const batch of batches()) {
        const isKept = source.rowKeys(kind, batch).map((key) => !gone.has(key));
        const kept = keepRows(batch, isKept);
        if (kept.rows > 0) yield kept;
      }
    },
  };
}

/** Counts rows per schema as they pass; of all of them, or of what a kind has no schema for, under null. */
export async function* countingSchemas(
  kind: Kind,
  batches: AsyncIterable<ColumnBatch>,
  counts: Map<string | null, number>,
): AsyncGenerator<ColumnBatch> {
  const position = rawSchema(kind).columns.findIndex(({ name }) => name === 'schema_name');
  for await (const batch of batches) {
    const schemas = batch.columns[position];
    for (let row = 0; row < batch.rows; row++) {
      const schema = schemas?.[row] ?? null;
      const name = schema === null ? null : String(schema);
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
    yield batch;
  }
}
