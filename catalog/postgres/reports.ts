import type { StepReport } from '../../contracts/extraction.js';
import type { KeptReport } from '../ledger.js';
import type { ReportingStep } from '../provider.js';
import { mayNotReport } from '../refusals.js';
import type { CatalogDatabase, Session } from './pool.js';

/** Fenced as landing is: by the attempt's epoch, and by the run's state. */
const KEEP_REPORT = `
  INSERT INTO catalog.step_report AS kept (run_number, partition_id, stage, reading, epoch, report)
  SELECT run_number, $2, $3, $4, $5, $6 FROM catalog.run WHERE run_id = $1 AND status = 'running' FOR SHARE
  ON CONFLICT (run_number, partition_id, stage, reading) DO UPDATE
  SET epoch = excluded.epoch, report = excluded.report WHERE kept.epoch <= excluded.epoch
  RETURNING run_number`;

/** See `RunLanding.report`. */
export async function keepReport(
  database: CatalogDatabase,
  step: ReportingStep,
  report: StepReport,
): Promise<void> {
  const { runId, partitionId, stage, reading, epoch } = step;
  const kept = await database.query(`keep the report of ${stage} of partition ${partitionId}`, KEEP_REPORT, [
    runId,
    partitionId,
    stage,
    reading,
    BigInt(epoch),
    JSON.stringify(report),
  ]);
  if (kept.length === 0) throw mayNotReport(step);
}

/** All that a run's steps reported. */
export async function readReports(session: Session, runNumber: bigint): Promise<KeptReport[]> {
  return session.query(
    `SELECT partition_id AS "partitionId", reading, report FROM catalog.step_report WHERE run_number = $1
     ORDER BY partition_id, stage, reading`,
    [runNumber],
  );
}
