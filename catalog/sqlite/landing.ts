import { catalogSchema } from '../../contracts/kinds/batch-schemas.js';
import type { Kind } from '../../contracts/kinds/index.js';
import { type LandedArtifact, rowsPerKind } from '../landed.js';
import type { LandingKind, LandingStep } from '../provider.js';
import { cancelled, RepeatedObjects, twoArtifacts } from '../refusals.js';
import type { TakenStep } from '../run-state.js';
import { verifyWritten } from '../verify-landing.js';
import type { Session, SqliteDatabase } from './database.js';
import { resultCode } from './errors.js';
import { type StagedArtifact, stageArtifact } from './land-artifact.js';
import { completeStep, refuseOvertaken, takeStep } from './landing-steps.js';
import { objectsFound, recordMoved, deleteReading } from './moved.js';
import { Staging } from './staging.js';
import { objectName, versionTable } from './versions.js';

/** Lands one reading of a partition; see `RunLanding.land`. */
export async function land(
  database: SqliteDatabase,
  step: LandingStep,
  kinds: readonly LandingKind[],
  signal: AbortSignal,
): Promise<Partial<Record<Kind, number>>> {
  if (new Set(kinds.map(({ kind }) => kind)).size < kinds.length) throw twoArtifacts(step);
  const { runId, partitionId } = step;
  const operation = `land partition ${partitionId} of run ${runId}`;
  const taken = await takeStep(database, step);
  if (taken.landed !== null && taken.reading === step.reading) return rowsPerKind(taken.landed);
  const staging = new Staging(database);
  try {
    const staged: StagedArtifact[] = [];
    for (const artifact of kinds) {
      if (signal.aborted) break;
      staged.push(await stageArtifact({ database, staging, taken, partitionId, artifact, signal }));
    }
    if (signal.aborted) throw cancelled(operation);
    const landed = await database.write(operation, (session) => commit(session, taken, step, staged));
    return rowsPerKind(landed);
  } catch (error) {
    throw signal.aborted ? cancelled(operation) : error;
  } finally {
    staging.drop();
  }
}

/** Moves what is staged into the catalog, in place of the reading that had landed before, if one had. */
function commit(
  session: Session,
  taken: TakenStep,
  step: LandingStep,
  staged: readonly StagedArtifact[],
): LandedArtifact[] {
  const { runNumber } = taken;
  const { partitionId } = step;
  refuseOvertaken(session, runNumber, step);
  const before = taken.landed === null ? null : objectsFound(session, taken, partitionId, taken.landed);
  if (taken.landed !== null) deleteReading(session, taken, partitionId, taken.landed);
  for (const artifact of staged) moveIn(session, taken, step, artifact);
  const landed = staged.map((artifact) => artifact.landed);
  if (before !== null) recordMoved(session, taken, step, before, landed);
  completeStep(session, runNumber, step, landed);
  return landed;
}

function moveIn(
  session: Session,
  { runNumber, sourceId }: TakenStep,
  { runId, partitionId }: LandingStep,
  { landed: { kind, rows, added }, rows: staged, keys }: StagedArtifact,
): void {
  if (keys !== null) {
    const written = session.run(
      `INSERT INTO run_key (run_number, kind, partition_id, object_id, fingerprint, physical)
       SELECT ?, ?, ?, object_id, fingerprint, physical FROM ${keys}`,
      [runNumber, kind, partitionId],
    );
    verifyWritten(runId, kind, rows, written);
  }
  if (staged === null) return;
  const columns = catalogSchema(kind)
    .columns.map(({ name }) => `"${name}"`)
    .join(', ');
  try {
    const written = session.run(
      `INSERT INTO ${versionTable(kind)} (source_id, valid_from_run, partition_id, ${columns})
       SELECT ?, ?, ?, ${columns} FROM ${staged}`,
      [sourceId, runNumber, partitionId],
    );
    verifyWritten(runId, kind, added, written);
  } catch (error) {
    if (!/^SQLITE_CONSTRAINT_(PRIMARYKEY|UNIQUE)$/.test(resultCode(error))) throw error;
    const repeated = repeatedObjects(session, kind, runNumber, sourceId, staged);
    const names = repeated.map(({ name }) => name);
    throw new RepeatedObjects(runId, kind, names, repeated[0]?.partitionId ?? partitionId);
  }
}

/** Staged objects that the run has found before, with the partition that has them, or that are staged twice. */
function repeatedObjects(
  session: Session,
  kind: Kind,
  runNumber: bigint,
  sourceId: bigint,
  staged: string,
): { name: string; partitionId: string | null }[] {
  return session.rows(
    `SELECT DISTINCT ${objectName(kind)} AS name, other.partition_id AS "partitionId"
     FROM ${staged} v LEFT JOIN ${versionTable(kind)} other
       ON other.object_id = v.object_id AND other.valid_from_run = ? AND other.source_id = ?
     WHERE other.object_id IS NOT NULL
        OR v.object_id IN (SELECT object_id FROM ${staged} GROUP BY object_id HAVING count(*) > 1)
     ORDER BY name LIMIT 5`,
    [runNumber, sourceId],
  );
}
