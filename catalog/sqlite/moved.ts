import type { MovedObject } from '../../contracts/extraction.js';
import type { Kind } from '../../contracts/kinds/index.js';
import type { LandedArtifact } from '../landed.js';
import { hasSchema } from '../object-keys.js';
import type { LandingStep } from '../provider.js';
import type { TakenStep } from '../run-state.js';
import type { Session, SqlValue } from './database.js';
import { isCurrent, objectName, versionTable } from './versions.js';

/** An object as a reading of a partition found it. */
interface FoundObject {
  readonly kind: Kind;
  readonly objectId: string;
  readonly fingerprint: string;
  readonly schemaName: string | null;
  readonly objectName: string;
}

/** A reading's objects, by kind and object. */
type Found = ReadonlyMap<string, FoundObject>;

/** What a reading of a partition found, given what landed of it. */
export function objectsFound(
  session: Session,
  { runNumber, sourceId, baseRun }: TakenStep,
  partitionId: string,
  landed: readonly LandedArtifact[],
): Found {
  const found = new Map<string, FoundObject>();
  for (const { kind, same } of landed) {
    const collect = (conditions: string, values: readonly SqlValue[]) => {
      const sql =
        `SELECT '${kind}' AS kind, v.object_id AS "objectId", v.fingerprint, ` +
        `${hasSchema(kind) ? 'v.schema_name' : 'NULL'} AS "schemaName", ${objectName(kind)} AS "objectName" ` +
        `FROM ${versionTable(kind)} v ${conditions}`;
      for (const row of session.rows<FoundObject>(sql, values)) found.set(`${kind} ${row.objectId}`, row);
    };
    collect('WHERE v.valid_from_run = ? AND v.partition_id = ?', [runNumber, partitionId]);
    if (baseRun === null) continue;
    const current = isCurrent('?', '?');
    if (same) {
      collect(`WHERE ${current} AND v.partition_id = ?`, [sourceId, baseRun, partitionId]);
      continue;
    }
    collect(
      `JOIN run_key k ON ${current} AND k.object_id = v.object_id AND k.fingerprint = v.fingerprint
       WHERE k.run_number = ? AND k.kind = ? AND k.partition_id = ?`,
      [sourceId, baseRun, runNumber, kind, partitionId],
    );
  }
  return found;
}

/** Deletes a reading of a partition, to be replaced. */
export function deleteReading(
  session: Session,
  { runNumber }: TakenStep,
  partitionId: string,
  landed: readonly LandedArtifact[],
): void {
  for (const { kind, added } of landed) {
    if (added === 0) continue;
    session.run(`DELETE FROM ${versionTable(kind)} WHERE valid_from_run = ? AND partition_id = ?`, [
      runNumber,
      partitionId,
    ]);
  }
  session.run('DELETE FROM run_key WHERE run_number = ? AND partition_id = ?', [runNumber, partitionId]);
}

/** Records what a later reading found other than the one before; an earlier reading, landed again, knows of none. */
export function recordMoved(
  session: Session,
  taken: TakenStep,
  { partitionId, reading }: LandingStep,
  before: Found,
  landed: readonly LandedArtifact[],
): void {
  const { runNumber } = taken;
  session.run('DELETE FROM run_moved WHERE run_number = ? AND partition_id = ? AND reading >= ?', [
    runNumber,
    partitionId,
    BigInt(reading),
  ]);
  if (taken.reading === null || taken.reading > reading) return;
  const after = objectsFound(session, taken, partitionId, landed);
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    const [earlier, later] = [before.get(key), after.get(key)];
    const object = later ?? earlier;
    if (object === undefined || earlier?.fingerprint === later?.fingerprint) continue;
    const change: MovedObject['change'] =
      earlier === undefined ? 'appeared' : later === undefined ? 'vanished' : 'changed';
    session.run(
      `INSERT INTO run_moved (run_number, partition_id, reading, kind, schema_name, object_name, change)
       VALUES (?, ?, ?, ?, ?, ?, ?)`,
      [runNumber, partitionId, BigInt(reading), object.kind, object.schemaName, object.objectName, change],
    );
  }
}
