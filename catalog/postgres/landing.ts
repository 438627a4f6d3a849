import type { BatchSchema, ColumnBatch } from '../../contracts/column-batch.js';
import { SourceSenseError } from '../../contracts/failure.js';
import { catalogSchema } from '../../contracts/kinds/batch-schemas.js';
import type { Kind } from '../../contracts/kinds/index.js';
import type { LandingKind, LandingStep } from '../provider.js';
import { copyText } from './copy-text.js';
import { landingTable } from './landing-schema.js';
import type { CatalogDatabase, Session } from './pool.js';

export type RowsPerKind = Partial<Record<Kind, number>>;

/** A step that may land. */
interface TakenStep {
  readonly runNumber: bigint;
  /** What an earlier attempt landed, null if none did. */
  readonly landed: RowsPerKind | null;
}

/**
 * Takes the step for this attempt, in a transaction of its own: from here on no earlier attempt can commit, though it
 * may still be writing, and this one need not wait for it.
 */
const TAKE_STEP = `
  INSERT INTO catalog.landing_step AS step (run_number, partition_id, epoch)
  SELECT run_number, $2, $3 FROM catalog.run WHERE run_id = $1 AND status = 'running' FOR SHARE
  ON CONFLICT (run_number, partition_id) DO UPDATE SET epoch = excluded.epoch WHERE step.epoch <= excluded.epoch
  RETURNING run_number AS "runNumber", rows AS landed`;

/** Commits the step's rows if it is still ours and the run still runs; publishing waits for it, or it for publishing. */
const COMPLETE_STEP = `
  WITH running AS (SELECT FROM catalog.run WHERE run_number = $1 AND status = 'running' FOR SHARE)
  UPDATE catalog.landing_step SET rows = $4, landed_at = clock_timestamp()
  WHERE run_number = $1 AND partition_id = $2 AND epoch = $3 AND EXISTS (SELECT FROM running)
  RETURNING run_number`;

/** `undefined_table` and `invalid_schema_name`: the run has ended and its landing schema is gone. */
const LANDING_GONE: readonly (string | undefined)[] = ['42P01', '3F000'];

/** Lands one partition; see `RunLanding.land`. */
export async function land(
  database: CatalogDatabase,
  step: LandingStep,
  kinds: readonly LandingKind[],
  signal: AbortSignal,
): Promise<RowsPerKind> {
  const operation = `land partition ${step.partitionId} of run ${step.runId}`;
  const [taken] = await database.query<TakenStep>(operation, TAKE_STEP, [
    step.runId,
    step.partitionId,
    BigInt(step.epoch),
  ]);
  if (taken === undefined) throw fenced(step);
  try {
    return await database.transaction(
      operation,
      (session) => landRows(session, taken, step, kinds, signal),
      signal,
    );
  } catch (error) {
    const gone = error instanceof SourceSenseError && LANDING_GONE.includes(error.sqlState);
    throw gone ? fenced(step) : error;
  }
}

async function landRows(
  session: Session,
  { runNumber, landed }: TakenStep,
  step: LandingStep,
  kinds: readonly LandingKind[],
  signal: AbortSignal,
): Promise<RowsPerKind> {
  for (const kind of Object.keys(landed ?? {}) as Kind[]) {
    await session.query(`DELETE FROM ${landingTable(runNumber, kind)} WHERE partition_id = $1`, [
      step.partitionId,
    ]);
  }
  const rows: RowsPerKind = {};
  for (const { kind, batches } of kinds) {
    rows[kind] =
      (rows[kind] ?? 0) + (await copyKind(session, runNumber, kind, step.partitionId, batches, signal));
  }
  const completed = await session.query(COMPLETE_STEP, [
    runNumber,
    step.partitionId,
    BigInt(step.epoch),
    JSON.stringify(rows),
  ]);
  if (completed.length === 0) throw fenced(step);
  return rows;
}

async function copyKind(
  session: Session,
  runNumber: bigint,
  kind: Kind,
  partitionId: string,
  batches: AsyncIterable<ColumnBatch>,
  signal: AbortSignal,
): Promise<number> {
  const schema: BatchSchema = catalogSchema(kind);
  const columns = schema.columns.map(({ name }) => `"${name}"`).join(', ');
  let rows = 0;
  async function* chunks() {
    for await (const batch of batches) {
      rows += batch.rows;
      yield* copyText(schema, batch, partitionId);
    }
  }
  await session.copy(
    `COPY ${landingTable(runNumber, kind)} (partition_id, ${columns}) FROM STDIN`,
    chunks(),
    signal,
  );
  return rows;
}

function fenced({ runId, partitionId }: LandingStep): SourceSenseError {
  return new SourceSenseError(
    'fenced',
    `Partition ${partitionId} of run ${runId} may not land: the run is not running, or a later attempt took over.`,
  );
}
