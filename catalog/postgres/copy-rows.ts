import type { BatchSchema, ColumnBatch } from '../../contracts/column-batch.js';
import { catalogSchema } from '../../contracts/kinds/batch-schemas.js';
import type { Kind } from '../../contracts/kinds/index.js';
import { keyBatch } from '../object-keys.js';
import { copyText } from './copy-text.js';
import type { Session } from './pool.js';
import { repeatedVersion } from './repeated-objects.js';
import { KEY_SCHEMA, keyTable } from './run-keys.js';
import { versionTable } from './versions.js';

/** Where a step's rows go. */
export interface CopyTarget {
  readonly kind: Kind;
  readonly runNumber: bigint;
  readonly sourceId: bigint;
  readonly partitionId: string;
}

/** Writes rows in the shape of `catalogSchema(kind)` as versions of the run, pending until it is published; counts them. */
export async function copyVersions(
  session: Session,
  { kind, runNumber, sourceId, partitionId }: CopyTarget,
  batches: AsyncIterable<ColumnBatch>,
  signal: AbortSignal,
): Promise<number> {
  const schema = catalogSchema(kind);
  const columns = schema.columns.map(({ name }) => `"${name}"`).join(', ');
  try {
    return await session.copy(
      `COPY ${versionTable(kind)} (source_id, valid_from_run, partition_id, ${columns}) FROM STDIN`,
      texts(schema, batches, [sourceId.toString(), runNumber.toString(), partitionId]),
      signal,
    );
  } catch (error) {
    throw repeatedVersion(kind, error);
  }
}

/** Writes the keys of rows that have the columns `keyColumns(kind)`; counts them. */
export async function copyKeys(
  session: Session,
  { kind, runNumber, partitionId }: CopyTarget,
  batches: AsyncIterable<ColumnBatch>,
  signal: AbortSignal,
): Promise<number> {
  async function* keys() {
    for await (const batch of batches) yield keyBatch(kind, batch);
  }
  return session.copy(
    `COPY ${keyTable(runNumber)} (kind, partition_id, object_id, fingerprint, physical) FROM STDIN`,
    texts(KEY_SCHEMA, keys(), [kind, partitionId]),
    signal,
  );
}

async function* texts(
  schema: BatchSchema,
  batches: AsyncIterable<ColumnBatch>,
  leading: readonly string[],
): AsyncGenerator<string | Uint8Array> {
  for await (const batch of batches) yield* copyText(schema, batch, leading);
}
