import { extractedRows } from '../landed.js';
import { mayBeHeld, refuseRemovals } from '../held-publication.js';
import { accountOf, ledgerPerKind, outcomeOf, type RunAccount } from '../ledger.js';
import type { PublishedRun, PublishInput } from '../provider.js';
import { notRunning, outrun, SUPERSEDED } from '../refusals.js';
import { type Removals, removalsStatement } from '../removals.js';
import type { LockedRun } from '../run-state.js';
import { verifyLanding } from '../verify-landing.js';
import type { Session, SqliteDatabase } from './database.js';
import { landedPartitions } from './landing-steps.js';
import { readPublished } from './published-run.js';
import { reconcile } from './reconcile.js';
import { readReports } from './reports.js';
import { endRun, lockRun, runIdOf } from './runs.js';
import { versionTable } from './versions.js';

/** Publishes a run; see `RunLanding.publish`. */
export async function publish(database: SqliteDatabase, input: PublishInput): Promise<PublishedRun> {
  const { runId } = input;
  return database.write(`publish run ${runId}`, (session) => {
    const run = lockRun(session, runId);
    if (run?.status === 'published') return readPublished(session, run.runNumber);
    if (run !== undefined && run.publishedRun !== run.baseRun) {
      throw outrun(runId, run.publishedRun === null ? 'another run' : runIdOf(session, run.publishedRun));
    }
    if (run?.status !== 'running') throw notRunning(runId, run?.status);
    const { runNumber } = run;
    const partitions = landedPartitions(session, runNumber);
    verifyLanding(partitions, input);
    const changes = reconcile(session, run, runId, partitions);
    const reports = readReports(session, runNumber);
    const account = accountOf(extractedRows(partitions), reports, input.partitions);
    if (mayBeHeld(input, changes.closed)) {
      refuseRemovals(input, countRemovals(session, run), ledgerPerKind(account.ledger));
    }
    supersedeOlder(session, run);
    storeAnswer(session, run, account, changes);
    tidyUp(session, run);
    return readPublished(session, runNumber);
  });
}

function countRemovals(session: Session, { sourceId, runNumber, baseRun }: LockedRun): readonly Removals[] {
  return session.rows<Removals>(removalsStatement(versionTable), { 1: sourceId, 2: runNumber, 3: baseRun });
}

/** Ends older runs of the source that nobody ended: they can't be published any more. */
function supersedeOlder(session: Session, { sourceId, runNumber }: LockedRun): void {
  const older = session.rows<{ number: bigint }>(
    `SELECT run_number AS number FROM run WHERE source_id = ? AND run_number < ? AND status = 'running'
     ORDER BY run_number`,
    [sourceId, runNumber],
  );
  for (const { number } of older) endRun(session, number, 'failed', SUPERSEDED);
}

/** Keeps ledger and gaps, and makes the run the source's published one: from here on its versions are seen. */
function storeAnswer(
  session: Session,
  { runNumber, sourceId }: LockedRun,
  account: RunAccount,
  { added, closed, unchanged }: PublishedRun['changes'],
): void {
  for (const line of account.ledger) {
    const { kind, schemaName, counted, extracted, unchanged: asBefore, filtered, denied, failed } = line;
    session.run(
      `INSERT INTO run_ledger (run_number, kind, schema_name, counted, extracted, unchanged, filtered, denied, failed)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [runNumber, kind, schemaName ?? '', counted, extracted, asBefore, filtered, denied, failed],
    );
  }
  for (const [index, gap] of account.gaps.entries()) {
    session.run(
      `INSERT INTO run_gap (run_number, gap_number, kind, schema_name, object_name, status, sql_state, reason, remedy,
                            objects) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      [
        ...[runNumber, index + 1, gap.kind, gap.schemaName, gap.objectName, gap.status, gap.sqlState],
        ...[gap.reason, gap.remedy, gap.objects],
      ],
    );
  }
  session.run(
    `UPDATE run SET status = 'published', outcome = ?, ended_at = strftime('%Y-%m-%dT%H:%M:%fZ'),
       added = ?, closed = ?, unchanged = ?, cost = ? WHERE run_number = ?`,
    [outcomeOf(account), added, closed, unchanged, JSON.stringify(account.cost), runNumber],
  );
  session.run('UPDATE source SET published_run = ? WHERE id = ?', [runNumber, sourceId]);
}

/** Drops what only a running run needs; how its partitions landed and what its steps said is kept for the run after it. */
function tidyUp(session: Session, { runNumber, sourceId, baseRun }: LockedRun): void {
  session.run('DELETE FROM run_key WHERE run_number = ?', [runNumber]);
  session.run(
    'DELETE FROM step_report WHERE run_number IN (SELECT run_number FROM run WHERE source_id = ? AND run_number < ?)',
    [sourceId, runNumber],
  );
  if (baseRun === null) return;
  session.run('DELETE FROM landing_step WHERE run_number = ?', [baseRun]);
}
