import type { BatchSchema } from '../../contracts/column-batch.js';
import type { Kind } from '../../contracts/kinds/index.js';
import { required } from '../../contracts/kinds/kind.js';
import { physicalColumns } from '../object-keys.js';
import type { Session } from './pool.js';
import { isCurrent, versionTable } from './versions.js';

/**
 * The keys of what a run found, in a table of its own: what publishing closes versions by. Runs of a source that has
 * none published need no such table. A table per run, so that ending the run drops it; the index groups what a step
 * asks back, and an entry that repeats the previous key costs little.
 */
export function keyTable(runNumber: bigint): string {
  return `catalog.run_key_${runNumber.toString()}`;
}

export async function createKeyTable(session: Session, runNumber: bigint): Promise<void> {
  const table = keyTable(runNumber);
  await session.query(`
    CREATE TABLE ${table} (kind text NOT NULL, partition_id text NOT NULL, object_id uuid NOT NULL,
      fingerprint text NOT NULL, physical text NOT NULL) WITH (autovacuum_enabled = false)`);
  await session.query(`CREATE INDEX ON ${table} (partition_id, kind)`);
}

/** Drops a run's keys; sessions that land for it must have been ended, since this waits for them. */
export async function dropKeyTable(session: Session, runNumber: bigint): Promise<void> {
  await session.query(`DROP TABLE IF EXISTS ${keyTable(runNumber)}`);
}

/** The shape of `keyBatch`. */
export const KEY_SCHEMA: BatchSchema = {
  kind: 'key',
  version: 1,
  columns: [
    required('object_id', 'text', 'The object.'),
    required('fingerprint', 'text', 'Digest of its content.'),
    required('physical', 'text', 'Values of its physical columns.'),
  ],
};

/** The physical columns of a version `v`, as the keys have them. */
function physicalText(kind: Kind): string {
  const columns = physicalColumns(kind);
  return columns.length === 0
    ? "''"
    : `concat_ws(' ', ${columns.map(({ name }) => `v."${name}"`).join(', ')})`;
}

/** A step that is compared with the published run. */
export interface ComparedStep {
  readonly runNumber: bigint;
  readonly sourceId: bigint;
  readonly baseRun: bigint;
  readonly partitionId: string;
}

/**
 * Of a step's keys of one kind: the objects that are new or changed, and how many others have other physical values or
 * were in another partition.
 */
export async function compareKeys(
  session: Session,
  kind: Kind,
  { runNumber, sourceId, baseRun, partitionId }: ComparedStep,
): Promise<{ changed: ReadonlySet<string>; refreshed: number }> {
  const rows = await session.query<{ id: string; known: boolean }>(
    `SELECT k.object_id AS id, v.object_id IS NOT NULL AS known
     FROM ${keyTable(runNumber)} k LEFT JOIN ${versionTable(kind)} v
       ON ${isCurrent('$1', '$2')} AND v.object_id = k.object_id AND v.fingerprint = k.fingerprint
     WHERE k.partition_id = $3 AND k.kind = $4
       AND (v.object_id IS NULL OR v.partition_id <> k.partition_id OR ${physicalText(kind)} <> k.physical)`,
    [sourceId, baseRun, partitionId, kind],
  );
  const changed = new Set(rows.filter(({ known }) => !known).map(({ id }) => id));
  return { changed, refreshed: rows.length - changed.size };
}
