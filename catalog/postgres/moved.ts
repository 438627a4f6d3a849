import type { LandedArtifact } from '../landed.js';
import { hasSchema } from '../object-keys.js';
import type { TakenStep } from '../run-state.js';
import type { Session } from './pool.js';
import { keyTable } from './run-keys.js';
import { isCurrent, objectName, versionTable } from './versions.js';

/** What the previous reading of a partition found, until the landing of this one ends. */
const BEFORE = 'pg_temp.reading_before';

/** A reading's objects of a partition (`$1`), as a query: kind, object_id, fingerprint, schema_name, object_name. */
function objectsFound(
  { runNumber, sourceId, baseRun }: TakenStep,
  landed: readonly LandedArtifact[],
): string {
  const found = landed.flatMap(({ kind, same }) => {
    const select = (conditions: string) =>
      `SELECT '${kind}' AS kind, v.object_id, v.fingerprint, ` +
      `${hasSchema(kind) ? 'v.schema_name' : 'NULL::text AS schema_name'}, ${objectName(kind)} AS object_name ` +
      `FROM ${versionTable(kind)} v ${conditions}`;
    const pending = select(
      `WHERE v.source_id = ${sourceId.toString()} AND v.valid_from_run = ${runNumber.toString()} AND v.partition_id = $1`,
    );
    if (baseRun === null) return [pending];
    const current = isCurrent(sourceId.toString(), baseRun.toString());
    if (same) return [select(`WHERE ${current} AND v.partition_id = $1`)];
    const unchanged = select(
      `JOIN ${keyTable(runNumber)} k ON ${current} AND k.object_id = v.object_id AND k.fingerprint = v.fingerprint
       WHERE k.partition_id = $1 AND k.kind = '${kind}'`,
    );
    return [pending, unchanged];
  });
  const nothing = `SELECT kind, object_id, fingerprint, schema_name, object_name FROM ${BEFORE} WHERE $1::text IS NULL`;
  return [...found, nothing].join(' UNION ALL ');
}

/** Sets aside what the reading that has landed found, for `recordMoved`, and deletes it. */
export async function setAsideReading(
  session: Session,
  taken: TakenStep,
  partitionId: string,
  landed: readonly LandedArtifact[],
): Promise<void> {
  await session.query(
    `CREATE TEMP TABLE reading_before (kind text, object_id uuid, fingerprint text, schema_name text,
       object_name text) ON COMMIT DROP`,
  );
  await session.query(`INSERT INTO ${BEFORE} ${objectsFound(taken, landed)}`, [partitionId]);
  const { runNumber, sourceId, baseRun } = taken;
  for (const { kind, added } of landed) {
    if (added === 0) continue;
    await session.query(
      `DELETE FROM ${versionTable(kind)} WHERE source_id = $1 AND valid_from_run = $2 AND partition_id = $3`,
      [sourceId, runNumber, partitionId],
    );
  }
  if (baseRun === null) return;
  await session.query(`DELETE FROM ${keyTable(runNumber)} WHERE partition_id = $1`, [partitionId]);
}

/** Records what a later reading found other than the one set aside; an earlier reading, landed again, knows of none. */
export async function recordMoved(
  session: Session,
  taken: TakenStep,
  step: {
    readonly partitionId: string;
    readonly reading: number;
    readonly landed: readonly LandedArtifact[];
  },
): Promise<void> {
  const { partitionId, reading, landed } = step;
  await session.query(
    'DELETE FROM catalog.run_moved WHERE run_number = $1 AND partition_id = $2 AND reading >= $3',
    [taken.runNumber, partitionId, reading],
  );
  if (taken.reading === null || taken.reading > reading) return;
  await session.query(
    `INSERT INTO catalog.run_moved (run_number, partition_id, reading, kind, schema_name, object_name, change)
     SELECT $2, $1, $3, kind, coalesce(a.schema_name, b.schema_name), coalesce(a.object_name, b.object_name),
       CASE WHEN b.object_id IS NULL THEN 'appeared' WHEN a.object_id IS NULL THEN 'vanished' ELSE 'changed' END
     FROM (${objectsFound(taken, landed)}) a FULL JOIN ${BEFORE} b USING (kind, object_id)
     WHERE a.fingerprint IS DISTINCT FROM b.fingerprint`,
    [partitionId, taken.runNumber, reading],
  );
}
