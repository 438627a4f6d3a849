import { extractedRows } from '../landed.js';
import { mayBeHeld, refuseRemovals } from '../held-publication.js';
import { accountOf, ledgerPerKind, outcomeOf, type RunAccount } from '../ledger.js';
import type { PublishedRun, PublishInput } from '../provider.js';
import { notRunning, outrun, SUPERSEDED } from '../refusals.js';
import { type Removals, removalsStatement } from '../removals.js';
import type { LockedRun } from '../run-state.js';
import { verifyLanding } from '../verify-landing.js';
import { landedPartitions } from './landed-partitions.js';
import type { CatalogDatabase, Session } from './pool.js';
import { readPublished } from './published-run.js';
import { reconcile } from './reconcile.js';
import { readReports } from './reports.js';
import { dropKeyTable } from './run-keys.js';
import { endRun, lockRun, runIdOf } from './runs.js';
import { endLandingSessions } from './landing-session.js';
import { versionTable } from './versions.js';

/** Publishes a run; see `RunLanding.publish`. */
export async function publish(database: CatalogDatabase, input: PublishInput): Promise<PublishedRun> {
  const { runId } = input;
  return database.transaction(`publish run ${runId}`, async (session) => {
    const run = await lockRun(session, runId);
    if (run?.status === 'published') return readPublished(session, run.runNumber);
    if (run !== undefined && run.publishedRun !== run.baseRun) {
      throw outrun(runId, await publishedRunOf(session, run));
    }
    if (run?.status !== 'running') throw notRunning(runId, run?.status);
    const partitions = await landedPartitions(session, run.runNumber);
    verifyLanding(partitions, input);
    const changes = await reconcile(session, run, runId, partitions);
    const account = accountOf(
      extractedRows(partitions),
      await readReports(session, run.runNumber),
      input.partitions,
    );
    if (mayBeHeld(input, changes.closed)) {
      refuseRemovals(input, await countRemovals(session, run), ledgerPerKind(account.ledger));
    }
    await supersedeOlder(session, run);
    await storeAnswer(session, run, account, changes);
    await tidyUp(session, run);
    return readPublished(session, run.runNumber);
  });
}

function countRemovals(
  session: Session,
  { sourceId, runNumber, baseRun }: LockedRun,
): Promise<readonly Removals[]> {
  return session.query<Removals>(removalsStatement(versionTable), [sourceId, runNumber, baseRun]);
}

/** What a message calls the published run of a run's source. */
async function publishedRunOf(session: Session, { publishedRun }: LockedRun): Promise<string> {
  return publishedRun === null ? 'another run' : runIdOf(session, publishedRun);
}

/**
 * Ends older runs of the source that nobody ended, of terminated workflows for one: they can't be published any more,
 * and what they wrote must be gone before a later run is.
 */
async function supersedeOlder(session: Session, run: LockedRun): Promise<void> {
  const older = await session.query<{ number: bigint }>(
    `SELECT run_number AS number FROM catalog.run
     WHERE source_id = $1 AND run_number < $2 AND status = 'running' ORDER BY run_number FOR UPDATE`,
    [run.sourceId, run.runNumber],
  );
  for (const { number } of older) {
    await endRun(session, number, 'failed', SUPERSEDED);
  }
}

/** Keeps ledger and gaps, and makes the run the source's published one: from here on its versions are seen. */
async function storeAnswer(
  session: Session,
  { runNumber, sourceId }: LockedRun,
  account: RunAccount,
  { added, closed, unchanged }: PublishedRun['changes'],
): Promise<void> {
  const { ledger, gaps, cost } = account;
  await session.query(
    `INSERT INTO catalog.run_ledger (run_number, kind, schema_name, counted, extracted, unchanged, filtered, denied,
                                     failed)
     SELECT $1, kind, coalesce("schemaName", ''), counted, extracted, unchanged, filtered, denied, failed
     FROM jsonb_to_recordset($2) AS line (kind text, "schemaName" text, counted bigint, extracted bigint,
                                          unchanged bigint, filtered bigint, denied bigint, failed bigint)`,
    [runNumber, JSON.stringify(ledger)],
  );
  await session.query(
    `INSERT INTO catalog.run_gap (run_number, gap_number, kind, schema_name, object_name, status, sql_state, reason,
                                  remedy, objects)
     SELECT $1, number, gap->>'kind', gap->>'schemaName', gap->>'objectName', gap->>'status', gap->>'sqlState',
            gap->>'reason', gap->>'remedy', (gap->>'objects')::bigint
     FROM jsonb_array_elements($2) WITH ORDINALITY AS gaps (gap, number)`,
    [runNumber, JSON.stringify(gaps)],
  );
  await session.query(
    `UPDATE catalog.run SET status = 'published', outcome = $2, ended_at = clock_timestamp(),
       added = $3, closed = $4, unchanged = $5, cost = $6 WHERE run_number = $1`,
    [runNumber, outcomeOf(account), added, closed, unchanged, JSON.stringify(cost)],
  );
  await session.query('UPDATE catalog.source SET published_run = $2 WHERE id = $1', [sourceId, runNumber]);
}

/** Drops what only a running run needs; how its partitions landed and what its steps said is kept for the run after it. */
async function tidyUp(session: Session, { runNumber, sourceId, baseRun }: LockedRun): Promise<void> {
  await session.query(
    `DELETE FROM catalog.step_report s USING catalog.run r
     WHERE r.run_number = s.run_number AND r.source_id = $1 AND r.run_number < $2`,
    [sourceId, runNumber],
  );
  if (baseRun === null) return;
  await session.query('DELETE FROM catalog.landing_step WHERE run_number = $1', [baseRun]);
  await endLandingSessions(session, runNumber);
  await dropKeyTable(session, runNumber);
}
