import type { LedgerLine } from '../../contracts/extraction.js';
import { SourceSenseError } from '../../contracts/failure.js';
import { ALL_KINDS, type Kind } from '../../contracts/kinds/index.js';
import type { PublishedRun, PublishInput } from '../provider.js';
import { dropLanding } from './landing-schema.js';
import { ledgerOf, outcomeOf } from './ledger.js';
import type { CatalogDatabase, Session } from './pool.js';
import { readPublished } from './published-run.js';
import { reconcile } from './reconcile.js';
import { endRun, lockRun, type LockedRun } from './runs.js';
import { verifyLanding } from './verify-landing.js';

/** Publishes a run; see `RunLanding.publish`. */
export async function publish(database: CatalogDatabase, input: PublishInput): Promise<PublishedRun> {
  return database.transaction(`publish run ${input.runId}`, async (session) => {
    await lockSource(session, input.runId);
    const run = await lockRun(session, input.runId);
    if (run?.status === 'published') return readPublished(session, run.runNumber);
    if (run?.status !== 'running') throw notRunning(input.runId, run);
    await refuseOlder(session, run, input.runId);
    const landed = await verifyLanding(session, run.runNumber, input);
    const changes = await reconcileAll(session, run, landed);
    const ledger = ledgerOf(input);
    const published: PublishedRun = { outcome: outcomeOf(ledger, input.gaps), ledger, changes };
    await supersedeOlder(session, run);
    await storeAnswer(session, run.runNumber, published, input);
    await dropLanding(session, run.runNumber);
    return published;
  });
}

/** One publishing at a time per source. Not FOR UPDATE: new runs refer to the row and need not wait. */
async function lockSource(session: Session, runId: string): Promise<void> {
  await session.query(
    `SELECT FROM catalog.source WHERE id = (SELECT source_id FROM catalog.run WHERE run_id = $1)
     FOR NO KEY UPDATE`,
    [runId],
  );
}

function notRunning(runId: string, run: LockedRun | undefined): SourceSenseError {
  const state = run === undefined ? 'is not known to the catalog' : `is ${run.status}`;
  return new SourceSenseError('fenced', `Run ${runId} can't be published: it ${state}.`);
}

/** A run that began before the latest published one saw an older state of the source. */
async function refuseOlder(session: Session, run: LockedRun, runId: string): Promise<void> {
  const newer = await session.query<{ id: string }>(
    `SELECT run_id AS id FROM catalog.run
     WHERE source_id = $1 AND run_number > $2 AND status = 'published' ORDER BY run_number DESC LIMIT 1`,
    [run.sourceId, run.runNumber],
  );
  if (newer[0] === undefined) return;
  throw new SourceSenseError(
    'fenced',
    `Run ${runId} can't be published: ${newer[0].id} of the same source began later and is published.`,
  );
}

async function reconcileAll(
  session: Session,
  { runNumber, sourceId }: LockedRun,
  landed: ReadonlyMap<Kind, number>,
): Promise<PublishedRun['changes']> {
  const total = { added: 0, closed: 0, unchanged: 0 };
  for (const kind of ALL_KINDS) {
    const changes = await reconcile(session, { kind, runNumber, sourceId, landed: landed.get(kind) ?? 0 });
    total.added += changes.added;
    total.closed += changes.closed;
    total.unchanged += changes.unchanged;
  }
  return total;
}

/**
 * Ends older runs of the source that nobody ended, of terminated workflows for one: they can't be published any more,
 * and this is what frees their landing tables.
 */
async function supersedeOlder(session: Session, run: LockedRun): Promise<void> {
  const older = await session.query<{ number: bigint }>(
    `SELECT run_number AS number FROM catalog.run
     WHERE source_id = $1 AND run_number < $2 AND status = 'running' ORDER BY run_number FOR UPDATE`,
    [run.sourceId, run.runNumber],
  );
  for (const { number } of older) {
    await endRun(session, number, 'failed', 'A later run of the same source was published first.');
  }
}

async function storeAnswer(
  session: Session,
  runNumber: bigint,
  { outcome, ledger, changes }: PublishedRun,
  { gaps }: PublishInput,
): Promise<void> {
  await session.query(
    `INSERT INTO catalog.run_ledger (run_number, kind, counted, extracted, filtered, denied, failed)
     SELECT $1, * FROM jsonb_to_recordset($2)
       AS line (kind text, counted bigint, extracted bigint, filtered bigint, denied bigint, failed bigint)`,
    [runNumber, JSON.stringify(ledger satisfies readonly LedgerLine[])],
  );
  await session.query(
    `INSERT INTO catalog.run_gap (run_number, gap_number, kind, object_name, sql_state, reason, remedy, objects)
     SELECT $1, number, gap->>'kind', gap->>'objectName', gap->>'sqlState', gap->>'reason', gap->>'remedy',
            (gap->>'objects')::bigint
     FROM jsonb_array_elements($2) WITH ORDINALITY AS gaps (gap, number)`,
    [runNumber, JSON.stringify(gaps)],
  );
  await session.query(
    `UPDATE catalog.run SET status = 'published', outcome = $2, ended_at = clock_timestamp(),
       added = $3, closed = $4, unchanged = $5 WHERE run_number = $1`,
    [runNumber, outcome, changes.added, changes.closed, changes.unchanged],
  );
  await session.query('DELETE FROM catalog.landing_step WHERE run_number = $1', [runNumber]);
}
