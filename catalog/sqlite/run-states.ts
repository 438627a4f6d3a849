import type { GapStatus } from '../../contracts/extraction.js';
import type { Kind } from '../../contracts/kinds/index.js';
import type { RunState } from '../../contracts/run-state.js';
import type { LandedArtifact } from '../landed.js';
import type { PartitionBefore, RunStates } from '../provider.js';
import type { SqliteDatabase } from './database.js';
import { readReports } from './reports.js';

/** See `RunLanding.recordState`. A late attempt does not replace what its successor said. */
export async function recordState(
  database: SqliteDatabase,
  runId: string,
  epoch: number,
  state: RunState,
): Promise<void> {
  await database.write(`record the state of run ${runId}`, (session) => {
    session.run(
      `UPDATE run SET state = ? WHERE run_id = ? AND status = 'running'
       AND coalesce(json_extract(state, '$.epoch'), 0) <= ?`,
      [JSON.stringify({ ...state, epoch }), runId, BigInt(epoch)],
    );
  });
}

/** See `RunLanding.runStates`. */
export function runStates(database: SqliteDatabase, runId: string): Promise<RunStates> {
  return database.read(`read the state of run ${runId}`, (session) => {
    const [row] = session.rows<{
      own: string | null;
      state: string | null;
      number: bigint | null;
      runId: string | null;
    }>(
      `SELECT r.state AS own, b.state, b.run_number AS number, b.run_id AS "runId"
       FROM run r LEFT JOIN run b ON b.run_number = r.base_run WHERE r.run_id = ?`,
      [runId],
    );
    const own = stateOf(row?.own);
    const state = stateOf(row?.state);
    if (state === null || row?.number == null || row.runId === null) return { own, before: null };
    const gaps = session.rows<{ kind: Kind; status: GapStatus }>(
      'SELECT DISTINCT kind, status FROM run_gap WHERE run_number = ?',
      [row.number],
    );
    const [torn] = session.rows('SELECT 1 FROM run_ledger WHERE run_number = ? AND difference <> 0 LIMIT 1', [
      row.number,
    ]);
    const isWhole = torn === undefined && gaps.every(({ status }) => status === 'denied');
    const deniedKinds = gaps.map(({ kind }) => kind);
    return { own, before: { runId: row.runId, state, deniedKinds, isWhole } };
  });
}

function stateOf(text: string | null | undefined): RunState | null {
  return text == null ? null : (JSON.parse(text) as RunState);
}

/** See `RunLanding.partitionBefore`. */
export function partitionBefore(
  database: SqliteDatabase,
  runId: string,
  partitionId: string,
): Promise<PartitionBefore | null> {
  return database.read(`read what was landed before of partition ${partitionId}`, (session) => {
    const [row] = session.rows<{ number: bigint; reading: bigint; landed: string }>(
      `SELECT l.run_number AS number, l.reading, l.landed
       FROM run r JOIN landing_step l ON l.run_number = r.base_run AND l.partition_id = ?
       WHERE r.run_id = ? AND l.landed IS NOT NULL`,
      [partitionId, runId],
    );
    if (row === undefined) return null;
    const filtered = readReports(session, row.number)
      .filter((kept) => kept.partitionId === partitionId && kept.reading === Number(row.reading))
      .flatMap(({ report }) => report.tallies);
    return { landed: JSON.parse(row.landed) as LandedArtifact[], filtered };
  });
}
