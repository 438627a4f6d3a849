import type { SourceFacts } from '../../contracts/extraction.js';
import type { ObjectFilter } from '../../contracts/object-filter.js';
import type { LandedArtifact } from '../landed.js';
import { mayNotRunAgain, ofAnotherConnection, publishedAlready } from '../refusals.js';
import type { LockedRun } from '../run-state.js';
import type { Session, SqliteDatabase } from './database.js';
import { versionTable } from './versions.js';

/** A run in a transaction that writes; undefined when there is none. */
export function lockRun(session: Session, runId: string): LockedRun | undefined {
  const [run] = session.rows<LockedRun>(
    `SELECT run_number AS "runNumber", source_id AS "sourceId", status, base_run AS "baseRun",
            s.published_run AS "publishedRun", s.name AS connection
     FROM run r JOIN source s ON s.id = r.source_id WHERE run_id = ?`,
    [runId],
  );
  return run;
}

/** Records that a run began, and which one it is compared with; a run that had failed or was cancelled begins again. */
export async function beginRun(database: SqliteDatabase, runId: string, connection: string): Promise<void> {
  await database.write(`record the start of run ${runId}`, (session) => {
    session.run('INSERT INTO source (name) VALUES (?) ON CONFLICT (name) DO NOTHING', [connection]);
    const added = session.run(
      'INSERT INTO run (run_id, source_id) SELECT ?, id FROM source WHERE name = ? ON CONFLICT (run_id) DO NOTHING',
      [runId, connection],
    );
    const run = lockRun(session, runId);
    if (run === undefined) return;
    if (run.connection !== connection) throw ofAnotherConnection(runId, run.connection, connection);
    if (run.status === 'published') throw publishedAlready(runId);
    if (added === 0 && run.status === 'running') return;
    const { runNumber, publishedRun } = run;
    if (publishedRun !== null && publishedRun > runNumber) {
      throw mayNotRunAgain(runId, runIdOf(session, publishedRun));
    }
    session.run(
      `UPDATE run SET status = 'running', outcome = NULL, message = NULL, ended_at = NULL, base_run = ?
       WHERE run_number = ?`,
      [publishedRun, runNumber],
    );
  });
}

/** The id of a run that is there. */
export function runIdOf(session: Session, runNumber: bigint): string {
  const [run] = session.rows<{ id: string }>('SELECT run_id AS id FROM run WHERE run_number = ?', [
    runNumber,
  ]);
  return run?.id ?? `run ${runNumber.toString()}`;
}

/** Keeps what the source said of itself, with the run and as the latest of the source. */
export async function recordFacts(
  database: SqliteDatabase,
  runId: string,
  facts: SourceFacts,
): Promise<void> {
  await database.write(`record the facts of run ${runId}`, (session) => {
    const text = JSON.stringify(facts);
    session.run('UPDATE run SET facts = ? WHERE run_id = ?', [text, runId]);
    session.run(
      'UPDATE source SET type = ?, facts = ? WHERE id = (SELECT source_id FROM run WHERE run_id = ?)',
      [facts.sourceType, text, runId],
    );
  });
}

/** Keeps the filter in force with the run. */
export async function recordFilter(
  database: SqliteDatabase,
  runId: string,
  filter: ObjectFilter,
): Promise<void> {
  await database.write(`record the filter of run ${runId}`, (session) => {
    session.run('UPDATE run SET filter = ? WHERE run_id = ?', [JSON.stringify(filter), runId]);
  });
}

/** Ends a run that will not be published; one that is published, or unknown, is left as it is. */
export async function abandonRun(
  database: SqliteDatabase,
  runId: string,
  outcome: 'failed' | 'cancelled',
  message: string,
): Promise<void> {
  await database.write(`end run ${runId}`, (session) => {
    const run = lockRun(session, runId);
    if (run === undefined || run.status === 'published') return;
    endRun(session, run.runNumber, outcome, message);
  });
}

/** Marks a run as ended and deletes what it landed; the first end's message stays, and what its steps said: it may be resumed. */
export function endRun(
  session: Session,
  runNumber: bigint,
  outcome: 'failed' | 'cancelled',
  message: string,
): void {
  session.run(
    `UPDATE run SET status = ?, outcome = ?, message = ?, ended_at = strftime('%Y-%m-%dT%H:%M:%fZ')
     WHERE run_number = ? AND status = 'running'`,
    [outcome, outcome, message, runNumber],
  );
  deletePending(session, runNumber);
  for (const table of ['landing_step', 'run_moved', 'run_key']) {
    session.run(`DELETE FROM ${table} WHERE run_number = ?`, [runNumber]);
  }
}

function deletePending(session: Session, runNumber: bigint): void {
  const steps = session.rows<{ landed: string }>(
    'SELECT landed FROM landing_step WHERE run_number = ? AND landed IS NOT NULL',
    [runNumber],
  );
  const written = steps.flatMap(({ landed }) => JSON.parse(landed) as LandedArtifact[]);
  for (const kind of new Set(written.filter(({ added }) => added > 0).map((artifact) => artifact.kind))) {
    session.run(`DELETE FROM ${versionTable(kind)} WHERE valid_from_run = ?`, [runNumber]);
  }
}
