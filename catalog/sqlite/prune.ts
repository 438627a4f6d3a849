import { setImmediate as turn } from 'node:timers/promises';
import { ALL_KINDS, type Kind } from '../../contracts/kinds/index.js';
import type { KeptRuns, PrunedSource } from '../retention.js';
import type { Session, SqliteDatabase } from './database.js';
import { pruneEntries, pruneValues } from './prune-entries.js';
import { versionTable } from './versions.js';

/** Versions deleted in one transaction, which others wait for: a few hundredths of a second. */
const CHUNK_ROWS = 5000;

/** What is left of a source's history: nothing before the run `floor`. */
interface Floor {
  readonly sourceId: bigint;
  /** The oldest published run that is kept. */
  readonly floor: bigint;
}

/** See `CatalogRetention.prune`. */
export async function prune(
  database: SqliteDatabase,
  connection: string,
  keep: KeptRuns,
  { dryRun }: { readonly dryRun: boolean },
): Promise<PrunedSource> {
  const operation = `prune the runs of ${connection}`;
  const runs = await database.write(operation, (session) => {
    const floor = floorOf(session, connection, keep);
    if (floor === undefined) return { floor, runIds: [], artifacts: 0, sizeBytes: 0 };
    return { floor, ...removeRuns(session, floor, dryRun) };
  });
  const { floor, ...counts } = runs;
  let versions = 0;
  if (floor !== undefined) {
    if (!dryRun) await pruneEntries(database, floor.sourceId, floor.floor);
    for (const kind of ALL_KINDS) {
      const removed = dryRun
        ? await countVersions(database, operation, kind, floor)
        : await removeVersions(database, operation, kind, floor);
      if (removed > 0 && !dryRun) await pruneValues(database, floor.sourceId, kind);
      versions += removed;
    }
  }
  return { connection, versions, ...counts };
}

/** Undefined when no run of the source has been published. */
function floorOf(session: Session, connection: string, keep: KeptRuns): Floor | undefined {
  const [source] = session.rows<{ id: bigint }>('SELECT id FROM source WHERE name = ?', [connection]);
  if (source === undefined) return undefined;
  const published = "FROM run WHERE source_id = ? AND status = 'published'";
  const [row] =
    'latest' in keep
      ? session.rows<{ floor: bigint | null }>(
          `SELECT min(run_number) AS floor FROM (SELECT run_number ${published} ORDER BY 1 DESC LIMIT ?)`,
          [source.id, BigInt(keep.latest)],
        )
      : session.rows<{ floor: bigint | null }>(
          `SELECT coalesce(max(run_number) FILTER (WHERE ended_at <= ?), min(run_number)) AS floor ${published}`,
          [keep.since.toISOString(), source.id],
        );
  return row?.floor == null ? undefined : { sourceId: source.id, floor: row.floor };
}

function removeRuns(
  session: Session,
  { sourceId, floor }: Floor,
  dryRun: boolean,
): Omit<PrunedSource, 'connection' | 'versions'> {
  const older = `source_id = ? AND run_number < ? AND status IN ('published', 'failed', 'cancelled')`;
  const where = [sourceId, floor];
  const removed = `SELECT run_id FROM run WHERE ${older}`;
  // Other runs may consist of them as well.
  const neededByNone = `run_id IN (${removed}) AND artifact_id NOT IN (
    SELECT artifact_id FROM run_artifact WHERE run_number NOT IN (SELECT run_number FROM run WHERE ${older}))`;
  const runs = session.rows<{ id: string }>(
    `SELECT run_id AS id FROM run WHERE ${older} ORDER BY run_number`,
    where,
  );
  const [counts] = session.rows<{ artifacts: bigint; sizeBytes: bigint }>(
    `SELECT count(*) AS artifacts, coalesce(sum(size_bytes), 0) AS "sizeBytes"
     FROM artifact WHERE ${neededByNone}`,
    [...where, ...where],
  );
  if (!dryRun) {
    session.run(`DELETE FROM artifact WHERE ${neededByNone}`, [...where, ...where]);
    for (const table of ['run_ledger', 'run_gap', 'run_moved', 'run_artifact']) {
      session.run(
        `DELETE FROM ${table} WHERE run_number IN (SELECT run_number FROM run WHERE ${older})`,
        where,
      );
    }
    session.run(
      `UPDATE run SET status = 'pruned', facts = NULL, state = NULL, cost = NULL, added = NULL, closed = NULL, unchanged = NULL
       WHERE ${older}`,
      where,
    );
  }
  return {
    runIds: runs.map(({ id }) => id),
    artifacts: Number(counts?.artifacts ?? 0n),
    sizeBytes: Number(counts?.sizeBytes ?? 0n),
  };
}

/** Versions that a run up to the floor closed are seen by earlier runs only. */
const UNSEEN = 'source_id = ? AND valid_to_run <= ?';

async function countVersions(
  database: SqliteDatabase,
  operation: string,
  kind: Kind,
  { sourceId, floor }: Floor,
): Promise<number> {
  return database.read(operation, (session) => {
    const [row] = session.rows<{ versions: bigint }>(
      `SELECT count(*) AS versions FROM ${versionTable(kind)} WHERE ${UNSEEN}`,
      [sourceId, floor],
    );
    return Number(row?.versions ?? 0n);
  });
}

async function removeVersions(
  database: SqliteDatabase,
  operation: string,
  kind: Kind,
  { sourceId, floor }: Floor,
): Promise<number> {
  const table = versionTable(kind);
  const chunk = `DELETE FROM ${table} WHERE rowid IN (SELECT rowid FROM ${table} WHERE ${UNSEEN} LIMIT ${CHUNK_ROWS})`;
  let versions = 0;
  for (;;) {
    const removed = await database.write(operation, (session) => session.run(chunk, [sourceId, floor]));
    versions += removed;
    if (removed < CHUNK_ROWS) return versions;
    await turn();
  }
}
