import type { GapStatus } from '../../contracts/extraction.js';
import type { Kind } from '../../contracts/kinds/index.js';
import type { ObjectFilter } from '../../contracts/object-filter.js';
import type { RunState } from '../../contracts/run-state.js';
import type { LandedArtifact } from '../landed.js';
import type { PartitionBefore, RunBefore } from '../provider.js';
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

/** See `RunLanding.runState`. */
export function runState(database: SqliteDatabase, runId: string): Promise<RunState | null> {
  return database.read(`read the state of run ${runId}`, (session) => {
    const [row] = session.rows<{ state: string | null }>('SELECT state FROM run WHERE run_id = ?', [runId]);
    return row?.state == null ? null : (JSON.parse(row.state) as RunState);
  });
}

/** See `RunLanding.runBefore`. */
export function runBefore(database: SqliteDatabase, runId: string): Promise<RunBefore | null> {
  return database.read(`read what run ${runId} is compared with`, (session) => {
    const [before] = session.rows<{ number: bigint; runId: string; state: string; filter: string }>(
      `SELECT b.run_number AS number, b.run_id AS "runId", b.state, b.filter
       FROM run r JOIN run b ON b.run_number = r.base_run
       WHERE r.run_id = ? AND b.state IS NOT NULL AND b.filter IS NOT NULL`,
      [runId],
    );
    if (before === undefined) return null;
    const gaps = session.rows<{ kind: Kind; status: GapStatus }>(
      'SELECT DISTINCT kind, status FROM run_gap WHERE run_number = ?',
      [before.number],
    );
    const [torn] = session.rows('SELECT 1 FROM run_ledger WHERE run_number = ? AND difference <> 0 LIMIT 1', [
      before.number,
    ]);
    const isWhole = torn === undefined && gaps.every(({ status }) => status === 'denied');
    const deniedKinds = gaps.map(({ kind }) => kind);
    const state = JSON.parse(before.state) as RunState;
    const filter = JSON.parse(before.filter) as ObjectFilter;
    return { runId: before.runId, state, filter, deniedKinds, isWhole };
  });
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
