import type { SourceFacts } from '../../contracts/extraction.js';
import { SourceSenseError } from '../../contracts/failure.js';
import type { RunRecord } from '../provider.js';
import { createLanding, dropLanding } from './landing-schema.js';
import type { CatalogDatabase, Session } from './pool.js';

/** A run's row, locked until the transaction ends. */
export interface LockedRun {
  readonly runNumber: bigint;
  readonly sourceId: bigint;
  readonly connection: string;
  readonly status: RunRecord['status'];
}

/** Locks a run against landing, publishing and ending; undefined when there is none. */
export async function lockRun(session: Session, runId: string): Promise<LockedRun | undefined> {
  const [run] = await session.query<LockedRun>(
    `SELECT run_number AS "runNumber", source_id AS "sourceId", status,
            (SELECT name FROM catalog.source WHERE id = source_id) AS connection
     FROM catalog.run WHERE run_id = $1 FOR UPDATE`,
    [runId],
  );
  return run;
}

/** Records that a run began, with its landing tables; a run that had failed or was cancelled begins again. */
export async function beginRun(database: CatalogDatabase, runId: string, connection: string): Promise<void> {
  await database.transaction(`record the start of run ${runId}`, async (session) => {
    await session.query('INSERT INTO catalog.source (name) VALUES ($1) ON CONFLICT (name) DO NOTHING', [
      connection,
    ]);
    await session.query(
      `INSERT INTO catalog.run (run_id, source_id)
       SELECT $1, id FROM catalog.source WHERE name = $2 ON CONFLICT (run_id) DO NOTHING`,
      [runId, connection],
    );
    const run = await lockRun(session, runId);
    if (run === undefined || run.status === 'published') return;
    if (run.connection !== connection) {
      throw new SourceSenseError(
        'invalid_input',
        `Run ${runId} is of connection ${run.connection}, not of ${connection}.`,
        { remedy: 'Start the extraction under another run id.' },
      );
    }
    await session.query(
      `UPDATE catalog.run SET status = 'running', outcome = NULL, message = NULL, ended_at = NULL
       WHERE run_number = $1 AND status <> 'running'`,
      [run.runNumber],
    );
    await createLanding(session, run.runNumber);
  });
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

/** Marks a locked run as ended and drops what it landed; the first end's message stays. */
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
  await dropLanding(session, runNumber);
  await session.query('DELETE FROM catalog.landing_step WHERE run_number = $1', [runNumber]);
}
