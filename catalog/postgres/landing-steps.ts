import type { LandedArtifact } from '../landed.js';
import type { LandingStep } from '../provider.js';
import { fenced } from '../refusals.js';
import type { TakenStep } from '../run-state.js';
import type { CatalogDatabase, Session } from './pool.js';

/**
 * Takes the step for an attempt, in a transaction of its own: from here on no earlier attempt can commit, though it may
 * still be writing, and this one need not wait for it.
 */
const TAKE_STEP = `
  WITH taken AS (
    INSERT INTO catalog.landing_step AS step (run_number, partition_id, epoch)
    SELECT r.run_number, $2, $3 FROM catalog.run r JOIN catalog.source s ON s.id = r.source_id
    WHERE r.run_id = $1 AND r.status = 'running' AND r.base_run IS NOT DISTINCT FROM s.published_run
    FOR SHARE OF r
    ON CONFLICT (run_number, partition_id) DO UPDATE SET epoch = excluded.epoch WHERE step.epoch <= excluded.epoch
    RETURNING run_number, reading, landed)
  SELECT taken.run_number AS "runNumber", r.source_id AS "sourceId", r.base_run AS "baseRun", taken.reading,
         taken.landed, base.landed AS published
  FROM taken JOIN catalog.run r USING (run_number)
  LEFT JOIN catalog.landing_step base ON base.run_number = r.base_run AND base.partition_id = $2`;

const IS_OURS = `
  SELECT FROM catalog.landing_step JOIN catalog.run USING (run_number)
  WHERE run_number = $1 AND partition_id = $2 AND epoch = $3 AND status = 'running'`;

/** Records what landed if the step is still ours and the run still runs; publishing waits for it, or it for publishing. */
const COMPLETE_STEP = `
  WITH running AS (SELECT FROM catalog.run WHERE run_number = $1 AND status = 'running' FOR SHARE)
  UPDATE catalog.landing_step SET reading = $4, landed = $5, landed_at = clock_timestamp()
  WHERE run_number = $1 AND partition_id = $2 AND epoch = $3 AND EXISTS (SELECT FROM running)
  RETURNING run_number`;

/** Throws `fenced` when the run may not land or a later attempt took the step. */
export async function takeStep(database: CatalogDatabase, step: LandingStep): Promise<TakenStep> {
  const [taken] = await database.query<TakenStep>(`begin to land partition ${step.partitionId}`, TAKE_STEP, [
    step.runId,
    step.partitionId,
    BigInt(step.epoch),
  ]);
  if (taken === undefined) throw fenced(step);
  return taken;
}

/** Whether the attempt that took the step may still land. */
export async function isOurs(
  session: Pick<Session, 'query'>,
  runNumber: bigint,
  { partitionId, epoch }: LandingStep,
): Promise<boolean> {
  return (await session.query(IS_OURS, [runNumber, partitionId, BigInt(epoch)])).length > 0;
}

/** Throws `fenced` when the step is no longer this attempt's. */
export async function completeStep(
  session: Session,
  runNumber: bigint,
  step: LandingStep,
  landed: readonly LandedArtifact[],
): Promise<void> {
  const { partitionId, epoch, reading } = step;
  const values = [runNumber, partitionId, BigInt(epoch), reading, JSON.stringify(landed)];
  if ((await session.query(COMPLETE_STEP, values)).length === 0) throw fenced(step);
}
