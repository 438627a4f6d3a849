import { createHash } from 'node:crypto';
import type { ArtifactId, ArtifactRef } from '../contracts/artifact.js';
import type { BatchSchema, ColumnBatch } from '../contracts/column-batch.js';
import { isOfCategory, messageOf, SourceSenseError } from '../contracts/failure.js';
import { artifactKey } from './keys.js';
import type { ParquetCodec } from './parquet/codec.js';
import type { RecentBatches } from './recent-batches.js';
import type { ArtifactStore, ObjectMetadata, PutOptions, StoredObject } from './store.js';
import { openVerified, verifies } from './verified-content.js';

const CONTENT_TYPE = 'application/vnd.apache.parquet';

/** Where artifacts are kept, and how. */
export interface ArtifactAccess {
  readonly store: ArtifactStore;
  readonly codec: ParquetCodec;
  readonly recent: RecentBatches;
}

export interface WriteArtifactOptions extends Pick<PutOptions, 'signal' | 'ifExists'> {
  /** What makes the artifact, with a version: `postgresql/raw@1`. */
  readonly resolver: string;
  /** Called with the rows of each batch as it is taken. */
  readonly onProgress?: (rows: number) => void;
}

/**
 * Stores batches as one Parquet artifact, all of it or nothing. Throws what the batches throw, the signal's reason, or
 * what the store throws.
 */
export async function writeArtifact(
  { store, codec, recent }: ArtifactAccess,
  id: ArtifactId,
  schema: BatchSchema,
  batches: AsyncIterable<ColumnBatch>,
  { resolver, onProgress, ...putOptions }: WriteArtifactOptions,
): Promise<ArtifactRef> {
  const key = artifactKey(id);
  let rows = 0;
  const counted = async function* (): AsyncGenerator<ColumnBatch, void, undefined> {
    for await (const batch of batches) {
      rows += batch.rows;
      onProgress?.(batch.rows);
      yield batch;
    }
  };
  const metadata = (): ObjectMetadata => ({
    'artifact-id': key,
    resolver,
    kind: schema.kind,
    'schema-version': String(schema.version),
    rows: String(rows),
  });
  const recording = recent.recording(schema, counted());
  const hash = createHash('sha256');
  const hashed = async function* (): AsyncGenerator<Uint8Array, void, undefined> {
    for await (const chunk of codec.encode(schema, recording.batches)) {
      hash.update(chunk);
      yield chunk;
    }
  };
  const stored = await store.put(key, hashed(), { contentType: CONTENT_TYPE, metadata, ...putOptions });
  // What was there already may have been made by somebody else, of other rows.
  const ref = artifactRef(id, stored, rowsOf(stored) ?? rows);
  if (hash.digest('hex') === ref.sha256) recording.keep(ref);
  return ref;
}

/** The artifact, if it is there whole and of this schema; null when it must be made, in the place of what may be there. */
export async function findArtifact(
  store: ArtifactStore,
  id: ArtifactId,
  schema: BatchSchema,
): Promise<ArtifactRef | null> {
  const found = await lookUpArtifact(store, id, schema);
  return typeof found === 'string' ? null : found;
}

/** The same, telling nothing at all from what is of no use. */
export async function lookUpArtifact(
  store: ArtifactStore,
  id: ArtifactId,
  schema: BatchSchema,
): Promise<ArtifactRef | 'missing' | 'unusable'> {
  const stored = await store.head(artifactKey(id));
  if (stored === null) return 'missing';
  const rows = rowsOf(stored);
  const { kind, 'schema-version': version } = stored.metadata;
  if (rows === null || kind !== schema.kind || version !== String(schema.version)) return 'unusable';
  return (await verifies(store, stored)) ? artifactRef(id, stored, rows) : 'unusable';
}

/**
 * The batches of an artifact: those that this process remembers writing, or those of the stored bytes, none of them before
 * they have been found to be what was registered. Throws `artifact_corrupt`, naming the artifact, when they are not, or
 * the signal's reason.
 */
export async function* readArtifact(
  { store, codec, recent }: ArtifactAccess,
  ref: ArtifactRef,
  schema: BatchSchema,
  signal?: AbortSignal,
): AsyncGenerator<ColumnBatch, void, undefined> {
  const remembered = recent.find(ref, schema);
  for (const batch of remembered ?? []) {
    signal?.throwIfAborted();
    yield batch;
  }
  if (remembered !== null) return;
  await using content = await openVerified(store, ref, signal);
  try {
    for await (const batch of codec.decode(schema, content)) {
      signal?.throwIfAborted();
      yield batch;
    }
  } catch (error) {
    if (!isOfCategory(error, 'artifact_corrupt')) throw error;
    throw new SourceSenseError(error.category, `Reading ${ref.uri} failed: ${messageOf(error)}`, {
      cause: error,
    });
  }
}

function artifactRef(
  id: ArtifactId,
  { key, uri, sizeBytes, sha256 }: StoredObject,
  rows: number,
): ArtifactRef {
  const { runId, stage, kind, partitionId } = id;
  return { runId, stage, kind, partitionId, key, uri, rows, sizeBytes, sha256 };
}

function rowsOf({ metadata }: StoredObject): number | null {
  const { rows } = metadata;
  return rows !== undefined && /^\d+$/.test(rows) ? Number(rows) : null;
}
