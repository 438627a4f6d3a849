import type { Tally } from '../../contracts/extraction.js';
import type { RunState } from '../../contracts/run-state.js';
import type { LandedArtifact } from '../landed.js';
import type { PartitionBefore, RunBefore } from '../provider.js';
import type { CatalogDatabase } from './pool.js';

/** See `RunLanding.recordState`. A late attempt does not replace what its successor said. */
export async function recordState(
  database: CatalogDatabase,
  runId: string,
  epoch: number,
  state: RunState,
): Promise<void> {
  await database.query(
    `record the state of run ${runId}`,
    `UPDATE catalog.run SET state = $2 WHERE run_id = $1 AND status = 'running'
     AND coalesce((state->>'epoch')::bigint, 0) <= $3`,
    [runId, JSON.stringify({ ...state, epoch }), BigInt(epoch)],
  );
}

/** See `RunLanding.runState`. */
export async function runState(database: CatalogDatabase, runId: string): Promise<RunState | null> {
  const [row] = await database.query<{ state: RunState | null }>(
    `read the state of run ${runId}`,
    'SELECT state FROM catalog.run WHERE run_id = $1',
    [runId],
  );
  return row?.state ?? null;
}

/** See `RunLanding.runBefore`. */
export async function runBefore(database: CatalogDatabase, runId: string): Promise<RunBefore | null> {
  const [row] = await database.query<RunBefore>(
    `read what run ${runId} is compared with`,
    `SELECT b.run_id AS "runId", b.state, b.filter,
            ARRAY(SELECT DISTINCT kind FROM catalog.run_gap WHERE run_number = b.run_number) AS "deniedKinds",
            NOT EXISTS (SELECT FROM catalog.run_gap WHERE run_number = b.run_number AND status <> 'denied')
              AND NOT EXISTS (SELECT FROM catalog.run_ledger WHERE run_number = b.run_number AND difference <> 0) AS "isWhole"
     FROM catalog.run r JOIN catalog.run b ON b.run_number = r.base_run
     WHERE r.run_id = $1 AND b.state IS NOT NULL AND b.filter IS NOT NULL`,
    [runId],
  );
  return row ?? null;
}

/** See `RunLanding.partitionBefore`. */
export async function partitionBefore(
  database: CatalogDatabase,
  runId: string,
  partitionId: string,
): Promise<PartitionBefore | null> {
  const [row] = await database.query<{ landed: LandedArtifact[]; filtered: Tally[] }>(
    `read what was landed before of partition ${partitionId}`,
    `SELECT l.landed, coalesce((
              SELECT jsonb_agg(t.tally) FROM catalog.step_report s, jsonb_array_elements(s.report->'tallies') AS t (tally)
              WHERE s.run_number = l.run_number AND s.partition_id = l.partition_id AND s.reading = l.reading), '[]') AS filtered
     FROM catalog.run r JOIN catalog.landing_step l ON l.run_number = r.base_run AND l.partition_id = $2
     WHERE r.run_id = $1 AND l.landed IS NOT NULL`,
    [runId, partitionId],
  );
  return row ?? null;
}
