import type { ExtractionResult } from '../../contracts/extraction.js';
import { ALL_KINDS, type Kind } from '../../contracts/kinds/index.js';
import { changesOf, type KindLanding, kindLandingOf, type LandedPartition } from '../landed.js';
import { physicalColumns } from '../object-keys.js';
import type { LockedRun } from '../run-state.js';
import type { Session } from './database.js';
import { type ComparedRun, refuseRepeated } from './repeated-keys.js';
import { isCurrent, physicalText, versionTable } from './versions.js';

/** Closes the versions that changed or are gone; those that are new wait for the run to be published. */
export function reconcile(
  session: Session,
  run: LockedRun,
  runId: string,
  partitions: readonly LandedPartition[],
): ExtractionResult['changes'] {
  const { baseRun } = run;
  if (baseRun === null) return changesOf(partitions, 0);
  const current = currentObjects(session, baseRun);
  let closed = 0;
  for (const kind of ALL_KINDS) {
    const landing = kindLandingOf(kind, partitions, current.get(kind) ?? 0);
    if (landing.mayRepeat) refuseRepeated(session, { ...run, baseRun }, runId, landing);
    if (landing.refreshes) refresh(session, { ...run, baseRun }, kind);
    if (landing.closes) closed += close(session, { ...run, baseRun }, landing);
  }
  return changesOf(partitions, closed);
}

/** How many objects of each kind the published run left: what it landed, since it was verified then. */
function currentObjects(session: Session, baseRun: bigint): Map<Kind, number> {
  const rows = session.rows<{ kind: Kind; objects: bigint }>(
    'SELECT kind, sum(extracted + unchanged) AS objects FROM run_ledger WHERE run_number = ? GROUP BY kind',
    [baseRun],
  );
  return new Map(rows.map(({ kind, objects }) => [kind, Number(objects)]));
}

function close(
  session: Session,
  { runNumber, sourceId, baseRun }: ComparedRun,
  { kind, samePartitions }: KindLanding,
): number {
  return session.run(
    `UPDATE ${versionTable(kind)} AS v SET valid_to_run = ?
     WHERE ${isCurrent('?', '?')} AND v.partition_id NOT IN (SELECT value FROM json_each(?))
     AND NOT EXISTS (SELECT 1 FROM run_key k WHERE k.run_number = ? AND k.kind = ?
                     AND k.object_id = v.object_id AND k.fingerprint = v.fingerprint)`,
    [runNumber, sourceId, baseRun, JSON.stringify(samePartitions), runNumber, kind],
  );
}

/** New oids, or another partition, of objects that are otherwise the same: kept, but no reason for a new version. */
function refresh(session: Session, { runNumber, sourceId, baseRun }: ComparedRun, kind: Kind): void {
  const physical = physicalColumns(kind).map(
    ({ name }, index) =>
      `"${name}" = json_extract('[' || replace(k.physical, ' ', ',') || ']', '$[${index}]')`,
  );
  session.run(
    `UPDATE ${versionTable(kind)} AS v SET ${[...physical, 'partition_id = k.partition_id'].join(', ')}
     FROM run_key k
     WHERE ${isCurrent('?', '?')} AND k.run_number = ? AND k.kind = ?
     AND k.object_id = v.object_id AND k.fingerprint = v.fingerprint
     AND (v.partition_id <> k.partition_id OR ${physicalText(kind)} <> k.physical)`,
    [sourceId, baseRun, runNumber, kind],
  );
}
