import type { Kind } from '../../contracts/kinds/index.js';
import { accountOf, type ExtractedRows, isStatistics } from './ledger.js';
import type { LandedArtifact } from './landing-steps.js';
import type { CatalogDatabase, Session } from './pool.js';
import { readReports } from './reports.js';

/** A partition as it landed. */
export interface LandedPartition {
  readonly partitionId: string;
  readonly reading: number;
  readonly landed: readonly LandedArtifact[];
}

/** The partitions of a run that have landed. */
export function landedPartitions(session: Session, runNumber: bigint): Promise<LandedPartition[]> {
  return session.query(
    `SELECT partition_id AS "partitionId", reading, landed FROM catalog.landing_step
     WHERE run_number = $1 AND landed IS NOT NULL ORDER BY partition_id`,
    [runNumber],
  );
}

export function extractedRows(partitions: readonly LandedPartition[]): ExtractedRows[] {
  return partitions.flatMap(({ landed }) =>
    landed.flatMap(({ kind, schemas }) => schemas.map(([schemaName, rows]) => ({ kind, schemaName, rows }))),
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
    const partitions = await landedPartitions(session, run.number);
    const reports = await readReports(session, run.number);
    const { ledger } = accountOf(extractedRows(partitions), reports, partitions);
    const unsettled = ledger.filter((line) => line.difference !== 0 && !isStatistics(line));
    return [...new Set(unsettled.map(({ kind }) => kind))];
  });
}
