import { ALL_KINDS } from '../../contracts/kinds/index.js';
import type { KeptRuns, PrunedSource } from '../retention.js';
import type { CatalogDatabase, Session } from './pool.js';
import { pruneEntries, pruneValues } from './prune-entries.js';
import { versionTable } from './versions.js';

/** What is left of a source's history: nothing before the run `floor`. */
interface Floor {
  readonly sourceId: bigint;
  /** The oldest published run that is kept. */
  readonly floor: bigint;
}

/** Runs of the source `$1` that end before `$2`, except for those that go on. */
const OLDER_RUNS = `
  SELECT run_number, run_id FROM catalog.run
  WHERE source_id = $1 AND run_number < $2 AND status IN ('published', 'failed', 'cancelled')`;

/** See `CatalogRetention.prune`. */
export async function prune(
  database: CatalogDatabase,
  connection: string,
  keep: KeptRuns,
  { dryRun }: { readonly dryRun: boolean },
): Promise<PrunedSource> {
  const operation = `prune the runs of ${connection}`;
  const runs = await database.transaction(operation, async (session) => {
    const floor = await floorOf(session, connection, keep);
    if (floor === undefined) return { floor, runIds: [], artifacts: 0, sizeBytes: 0 };
    return { floor, ...(await removeRuns(session, floor, dryRun)) };
  });
  const { floor, ...counts } = runs;
  let versions = 0;
  if (floor !== undefined) {
    if (!dryRun) await pruneEntries(database, floor.sourceId, floor.floor);
    for (const kind of ALL_KINDS) {
      const removed = await removeVersions(database, operation, kind, floor, dryRun);
      if (removed > 0 && !dryRun) await pruneValues(database, floor.sourceId, kind);
      versions += removed;
    }
  }
  return { connection, versions, ...counts };
}

/** Locks the source, so that no run of it is published meanwhile; undefined when none has been. */
async function floorOf(session: Session, connection: string, keep: KeptRuns): Promise<Floor | undefined> {
  const [source] = await session.query<{ id: bigint }>(
    'SELECT id FROM catalog.source WHERE name = $1 FOR NO KEY UPDATE',
    [connection],
  );
  if (source === undefined) return undefined;
  const published = "FROM catalog.run WHERE source_id = $1 AND status = 'published'";
  const [row] = await session.query<{ floor: bigint | null }>(
    'latest' in keep
      ? `SELECT min(run_number) AS floor FROM (SELECT run_number ${published} ORDER BY 1 DESC LIMIT $2) AS kept`
      : `SELECT coalesce(max(run_number) FILTER (WHERE ended_at <= $2), min(run_number)) AS floor ${published}`,
    [source.id, 'latest' in keep ? keep.latest : keep.since],
  );
  return row?.floor == null ? undefined : { sourceId: source.id, floor: row.floor };
}

/** Artifacts of the given runs that no other run consists of as well. */
const NEEDED_BY_NONE = `run_id = ANY ($1) AND NOT EXISTS (
  SELECT FROM catalog.run_artifact used WHERE used.artifact_id = artifact.artifact_id
    AND used.run_number <> ALL ($2))`;

async function removeRuns(
  session: Session,
  { sourceId, floor }: Floor,
  dryRun: boolean,
): Promise<Omit<PrunedSource, 'connection' | 'versions'>> {
  const runs = await session.query<{ run_number: bigint; run_id: string }>(
    `${OLDER_RUNS} ORDER BY run_number ${dryRun ? '' : 'FOR UPDATE'}`,
    [sourceId, floor],
  );
  const runIds = runs.map((run) => run.run_id);
  const numbers = runs.map((run) => run.run_number);
  const [counts] = await session.query<{ artifacts: number; sizeBytes: number }>(
    `SELECT count(*)::float8 AS artifacts, coalesce(sum(size_bytes), 0)::float8 AS "sizeBytes"
     FROM catalog.artifact WHERE ${NEEDED_BY_NONE}`,
    [runIds, numbers],
  );
  if (!dryRun) {
    await session.query(`DELETE FROM catalog.artifact WHERE ${NEEDED_BY_NONE}`, [runIds, numbers]);
    for (const table of ['run_ledger', 'run_gap', 'run_moved', 'run_artifact']) {
      await session.query(`DELETE FROM catalog.${table} WHERE run_number = ANY ($1)`, [numbers]);
    }
    await session.query(
      `UPDATE catalog.run SET status = 'pruned', facts = NULL, state = NULL, cost = NULL, added = NULL, closed = NULL,
         unchanged = NULL WHERE run_number = ANY ($1)`,
      [numbers],
    );
  }
  return { runIds, artifacts: counts?.artifacts ?? 0, sizeBytes: counts?.sizeBytes ?? 0 };
}

/** A version that a run up to `floor` closed is seen by earlier runs only. */
async function removeVersions(
  database: CatalogDatabase,
  operation: string,
  kind: (typeof ALL_KINDS)[number],
  { sourceId, floor }: Floor,
  dryRun: boolean,
): Promise<number> {
  const unseen = `FROM ${versionTable(kind)} WHERE source_id = $1 AND valid_to_run <= $2`;
  const [row] = await database.query<{ versions: number }>(
    operation,
    dryRun
      ? `SELECT count(*)::float8 AS versions ${unseen}`
      : `WITH gone AS (DELETE ${unseen} RETURNING 1) SELECT count(*)::float8 AS versions FROM gone`,
    [sourceId, floor],
  );
  return row?.versions ?? 0;
}
