import type { LandedArtifact, LandedPartition } from '../landed.js';
import type { LandingStep } from '../provider.js';
import { fenced } from '../refusals.js';
import type { TakenStep } from '../run-state.js';
import type { Session, SqliteDatabase } from './database.js';

/** Takes the step for an attempt: from here on no earlier one can commit. */
const TAKE_STEP = `
  INSERT INTO landing_step AS step (run_number, partition_id, epoch)
  SELECT r.run_number, ?, ? FROM run r JOIN source s ON s.id = r.source_id
  WHERE r.run_id = ? AND r.status = 'running' AND r.base_run IS s.published_run
  ON CONFLICT (run_number, partition_id) DO UPDATE SET epoch = excluded.epoch WHERE step.epoch <= excluded.epoch`;

const READ_STEP = `
  SELECT r.run_number AS "runNumber", r.source_id AS "sourceId", r.base_run AS "baseRun", step.reading, step.landed,
         base.landed AS published
  FROM run r JOIN landing_step step ON step.run_number = r.run_number AND step.partition_id = ?
  LEFT JOIN landing_step base ON base.run_number = r.base_run AND base.partition_id = step.partition_id
  WHERE r.run_id = ?`;

const COMPLETE_STEP = `
  UPDATE landing_step SET reading = ?, landed = ?, landed_at = strftime('%Y-%m-%dT%H:%M:%fZ')
  WHERE run_number = ? AND partition_id = ?`;

const IS_OURS = `
  SELECT 1 FROM landing_step JOIN run USING (run_number)
  WHERE run_number = ? AND partition_id = ? AND epoch = ? AND status = 'running'`;

interface StepRow extends Pick<TakenStep, 'runNumber' | 'sourceId' | 'baseRun'> {
  readonly reading: bigint | null;
  readonly landed: string | null;
  readonly published: string | null;
}

/** Throws `fenced` when the run may not land or a later attempt took the step. */
export async function takeStep(database: SqliteDatabase, step: LandingStep): Promise<TakenStep> {
  const { runId, partitionId, epoch } = step;
  return database.write(`begin to land partition ${partitionId}`, (session) => {
    const taken = session.run(TAKE_STEP, [partitionId, BigInt(epoch), runId]);
    const [row] = session.rows<StepRow>(READ_STEP, [partitionId, runId]);
    if (taken === 0 || row === undefined) throw fenced(step);
    return {
      ...row,
      reading: row.reading === null ? null : Number(row.reading),
      landed: artifactsOf(row.landed),
      published: artifactsOf(row.published),
    };
  });
}

function artifactsOf(text: string | null): readonly LandedArtifact[] | null {
  return text === null ? null : (JSON.parse(text) as readonly LandedArtifact[]);
}

/** Throws `fenced` when the attempt that took the step may not land any more. */
export function refuseOvertaken(session: Session, runNumber: bigint, step: LandingStep): void {
  const ours = session.rows(IS_OURS, [runNumber, step.partitionId, BigInt(step.epoch)]);
  if (ours.length === 0) throw fenced(step);
}

/** Records what landed. */
export function completeStep(
  session: Session,
  runNumber: bigint,
  { partitionId, reading }: LandingStep,
  landed: readonly LandedArtifact[],
): void {
  session.run(COMPLETE_STEP, [BigInt(reading), JSON.stringify(landed), runNumber, partitionId]);
}

/** The partitions of a run that have landed. */
export function landedPartitions(session: Session, runNumber: bigint): LandedPartition[] {
  const rows = session.rows<{ partitionId: string; reading: bigint; landed: string }>(
    `SELECT partition_id AS "partitionId", reading, landed FROM landing_step
     WHERE run_number = ? AND landed IS NOT NULL ORDER BY partition_id`,
    [runNumber],
  );
  return rows.map(({ partitionId, reading, landed }) => ({
    partitionId,
    reading: Number(reading),
    landed: artifactsOf(landed) ?? [],
  }));
}
