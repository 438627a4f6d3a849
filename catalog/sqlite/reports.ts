import type { StepReport } from '../../contracts/extraction.js';
import type { KeptReport } from '../ledger.js';
import type { ReportingStep } from '../provider.js';
import { mayNotReport } from '../refusals.js';
import type { Session, SqliteDatabase } from './database.js';

/** Fenced as landing is: by the attempt's epoch, and by the run's state. */
const KEEP_REPORT = `
  INSERT INTO step_report AS kept (run_number, partition_id, stage, reading, epoch, report)
  SELECT run_number, ?, ?, ?, ?, ? FROM run WHERE run_id = ? AND status = 'running'
  ON CONFLICT (run_number, partition_id, stage, reading) DO UPDATE
  SET epoch = excluded.epoch, report = excluded.report WHERE kept.epoch <= excluded.epoch`;

/** See `RunLanding.report`. */
export async function keepReport(
  database: SqliteDatabase,
  step: ReportingStep,
  report: StepReport,
): Promise<void> {
  const { runId, partitionId, stage, reading, epoch } = step;
  const values = [partitionId, stage, BigInt(reading), BigInt(epoch), JSON.stringify(report), runId];
  await database.write(`keep the report of ${stage} of partition ${partitionId}`, (session) => {
    if (session.run(KEEP_REPORT, values) === 0) throw mayNotReport(step);
  });
}

/** All that a run's steps reported. */
export function readReports(session: Session, runNumber: bigint): KeptReport[] {
  const rows = session.rows<{ partitionId: string; reading: bigint; report: string }>(
    `SELECT partition_id AS "partitionId", reading, report FROM step_report WHERE run_number = ?
     ORDER BY partition_id, stage, reading`,
    [runNumber],
  );
  return rows.map(({ partitionId, reading, report }) => ({
    partitionId,
    reading: Number(reading),
    report: JSON.parse(report) as StepReport,
  }));
}
