import type { Kind } from '../../contracts/kinds/index.js';
import { type LandedPartition, unsettledKindsOf } from '../landed.js';
import type { CatalogDatabase, Session } from './pool.js';
import { readReports } from './reports.js';

/** The partitions of a run that have landed. */
export function landedPartitions(session: Session, runNumber: bigint): Promise<LandedPartition[]> {
  return session.query(
    `SELECT partition_id AS "partitionId", reading, landed FROM catalog.landing_step
     WHERE run_number = $1 AND landed IS NOT NULL ORDER BY partition_id`,
    [runNumber],
  );
}

/** See `RunLanding.unsettledKinds`. */
export async function unsettledKinds(database: CatalogDatabase, runId: string): Promise<Kind[]> {
  return database.transaction(`add up run ${runId}`, async (session) => {
    const [run] = await session.query<{ number: bigint }>(
      'SELECT run_number AS number FROM catalog.run WHERE run_id = $1',
      [runId],
    );
    if (run === undefined) return [];
    return unsettledKindsOf(
      await landedPartitions(session, run.number),
      await readReports(session, run.number),
    );
  });
}
