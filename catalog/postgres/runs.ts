import type { SourceFacts } from '../../contracts/extraction.js';
import type { ObjectFilter } from '../../contracts/object-filter.js';
import type { LandedArtifact } from '../landed.js';
import { mayNotRunAgain, ofAnotherConnection, publishedAlready } from '../refusals.js';
import type { LockedRun } from '../run-state.js';
import { waitForRemovals } from './artifact-claims.js';
import { endLandingSessions } from './landing-session.js';
import type { CatalogDatabase, Session } from './pool.js';
import { createKeyTable, dropKeyTable } from './run-keys.js';
import { versionTable } from './versions.js';

/**
 * Locks a run against landing, publishing and ending; undefined when there is none. Its source is locked first: one run
 * of it begins or is published at a time.
 */
export async function lockRun(session: Session, runId: string): Promise<LockedRun | undefined> {
  await session.query(
    `SELECT FROM catalog.source WHERE id = (SELECT source_id FROM catalog.run WHERE run_id = $1)
     FOR NO KEY UPDATE`,
    [runId],
  );
  const [run] = await session.query<LockedRun>(
    `SELECT run_number AS "runNumber", source_id AS "sourceId", status, base_run AS "baseRun",
            s.published_run AS "publishedRun", s.name AS connection
     FROM catalog.run r JOIN catalog.source s ON s.id = r.source_id WHERE run_id = $1 FOR UPDATE OF r`,
    [runId],
  );
  return run;
}

/** Records that a run began, and which one it is compared with; a run that had failed or was cancelled begins again. */
export async function beginRun(database: CatalogDatabase, runId: string, connection: string): Promise<void> {
  await database.transaction(`record the start of run ${runId}`, async (session) => {
    await waitForRemovals(session);
    await session.query('INSERT INTO catalog.source (name) VALUES ($1) ON CONFLICT (name) DO NOTHING', [
      connection,
    ]);
    const added = await session.query(
      `INSERT INTO catalog.run (run_id, source_id)
       SELECT $1, id FROM catalog.source WHERE name = $2 ON CONFLICT (run_id) DO NOTHING RETURNING run_number`,
      [runId, connection],
    );
    const run = await lockRun(session, runId);
    if (run === undefined) return;
    if (run.connection !== connection) {
      throw ofAnotherConnection(runId, run.connection, connection);
    }
    if (run.status === 'published') throw publishedAlready(runId);
    if (added.length === 0 && run.status === 'running') return;
    await refuseOutrun(session, run, runId);
    await session.query(
      `UPDATE catalog.run SET status = 'running', outcome = NULL, message = NULL, ended_at = NULL, base_run = $2
       WHERE run_number = $1`,
      [run.runNumber, run.publishedRun],
    );
    if (run.publishedRun !== null) await createKeyTable(session, run.runNumber);
  });
}

async function refuseOutrun(
  session: Session,
  { runNumber, publishedRun }: LockedRun,
  runId: string,
): Promise<void> {
  if (publishedRun === null || publishedRun < runNumber) return;
  throw mayNotRunAgain(runId, await runIdOf(session, publishedRun));
}

/** The id of a run that is there. */
export async function runIdOf(session: Session, runNumber: bigint): Promise<string> {
  const [run] = await session.query<{ id: string }>(
    'SELECT run_id AS id FROM catalog.run WHERE run_number = $1',
    [runNumber],
  );
  return run?.id ?? `run ${runNumber.toString()}`;
}

/** Keeps what the source said of itself, with the run and as the latest of the source. */
export async function recordFacts(
  database: CatalogDatabase,
  runId: string,
  facts: SourceFacts,
): Promise<void> {
  await database.query(
    `record the facts of run ${runId}`,
    `WITH run AS (UPDATE catalog.run SET facts = $2 WHERE run_id = $1 RETURNING source_id)
     UPDATE catalog.source SET type = $3, facts = $2 FROM run WHERE id = run.source_id`,
    [runId, JSON.stringify(facts), facts.sourceType],
  );
}

/** Keeps the filter in force with the run. */
export async function recordFilter(
  database: CatalogDatabase,
  runId: string,
  filter: ObjectFilter,
): Promise<void> {
  await database.query(
    `record the filter of run ${runId}`,
    'UPDATE catalog.run SET filter = $2 WHERE run_id = $1',
    [runId, JSON.stringify(filter)],
  );
}

/** Ends a run that will not be published; one that is published, or unknown, is left as it is. */
export async function abandonRun(
  database: CatalogDatabase,
  runId: string,
  outcome: 'failed' | 'cancelled',
  message: string,
): Promise<void> {
  await database.transaction(`end run ${runId}`, async (session) => {
    const run = await lockRun(session, runId);
    if (run === undefined || run.status === 'published') return;
    await endRun(session, run.runNumber, outcome, message);
  });
}

/** Marks a locked run as ended and deletes what it landed; the first end's message stays, and what its steps said: it may be resumed. */
export async function endRun(
  session: Session,
  runNumber: bigint,
  outcome: 'failed' | 'cancelled',
  message: string,
): Promise<void> {
  await session.query(
    `UPDATE catalog.run SET status = $2, outcome = $2, message = $3, ended_at = clock_timestamp()
     WHERE run_number = $1 AND status = 'running'`,
    [runNumber, outcome, message],
  );
  await endLandingSessions(session, runNumber);
  await deletePending(session, runNumber);
  await dropKeyTable(session, runNumber);
  for (const table of ['landing_step', 'run_moved']) {
    await session.query(`DELETE FROM catalog.${table} WHERE run_number = $1`, [runNumber]);
  }
}

/** Deletes the versions that a run has written; what is not committed yet never will be. */
async function deletePending(session: Session, runNumber: bigint): Promise<void> {
  const steps = await session.query<{ landed: readonly LandedArtifact[] }>(
    'SELECT landed FROM catalog.landing_step WHERE run_number = $1 AND landed IS NOT NULL',
    [runNumber],
  );
  const written = steps.flatMap(({ landed }) => landed).filter(({ added }) => added > 0);
  for (const kind of new Set(written.map((artifact) => artifact.kind))) {
    await session.query(`DELETE FROM ${versionTable(kind)} WHERE valid_from_run = $1`, [runNumber]);
  }
}
