import type { Kind } from '../../contracts/kinds/index.js';
import { SourceSenseError } from '../../contracts/failure.js';
import { type LandedArtifact, rowsPerKind } from '../landed.js';
import type { LandingKind, LandingStep } from '../provider.js';
import { fenced, twoArtifacts } from '../refusals.js';
import type { TakenStep } from '../run-state.js';
import { landArtifact } from './land-artifact.js';
import { endEarlierAttempts, nameSession } from './landing-session.js';
import { completeStep, isOurs, takeStep } from './landing-steps.js';
import { recordMoved, setAsideReading } from './moved.js';
import type { CatalogDatabase, Session } from './pool.js';
import { RepeatedVersion, repeatedObject } from './repeated-objects.js';

type RowsPerKind = Partial<Record<Kind, number>>;

/** Lands one reading of a partition; see `RunLanding.land`. */
export async function land(
  database: CatalogDatabase,
  step: LandingStep,
  kinds: readonly LandingKind[],
  signal: AbortSignal,
): Promise<RowsPerKind> {
  if (new Set(kinds.map(({ kind }) => kind)).size < kinds.length) {
    throw twoArtifacts(step);
  }
  const operation = `land partition ${step.partitionId} of run ${step.runId}`;
  const taken = await takeStep(database, step);
  if (taken.landed !== null && taken.reading === step.reading) return rowsPerKind(taken.landed);
  try {
    return await database.transaction(
      operation,
      async (session) => rowsPerKind(await landReading(session, taken, step, kinds, signal)),
      signal,
    );
  } catch (error) {
    if (signal.aborted || !(error instanceof SourceSenseError)) throw error;
    // An attempt that was overtaken finds its session ended, or the run's keys gone: it is told why.
    const query = <Row extends object>(sql: string, values?: readonly unknown[]) =>
      database.query<Row>(operation, sql, values);
    if (!(await isOurs({ query }, taken.runNumber, step))) throw fenced(step);
    throw error instanceof RepeatedVersion ? await repeatedObject({ query }, step, taken, error) : error;
  }
}

async function landReading(
  session: Session,
  taken: TakenStep,
  step: LandingStep,
  kinds: readonly LandingKind[],
  signal: AbortSignal,
): Promise<LandedArtifact[]> {
  const { runNumber } = taken;
  const { partitionId, epoch, reading } = step;
  await nameSession(session, { runNumber, partitionId, epoch });
  if (!(await isOurs(session, runNumber, step))) throw fenced(step);
  await endEarlierAttempts(session, { runNumber, partitionId, epoch });
  if (taken.landed !== null) await setAsideReading(session, taken, partitionId, taken.landed);
  const landed: LandedArtifact[] = [];
  for (const artifact of kinds) {
    landed.push(await landArtifact({ session, runId: step.runId, taken, partitionId, artifact, signal }));
  }
  if (taken.landed !== null) await recordMoved(session, taken, { partitionId, reading, landed });
  await completeStep(session, runNumber, step, landed);
  return landed;
}
