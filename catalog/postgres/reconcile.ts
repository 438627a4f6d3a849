import type { ExtractionResult } from '../../contracts/extraction.js';
import { ALL_KINDS, type Kind } from '../../contracts/kinds/index.js';
import { changesOf, type KindLanding, kindLandingOf, type LandedPartition } from '../landed.js';
import { physicalColumns } from '../object-keys.js';
import type { LockedRun } from '../run-state.js';
import { COLUMN_TYPES } from './column-types.js';
import type { Session } from './pool.js';
import { type ComparedRun, PLANNER_SETTINGS, refuseRepeated } from './repeated-keys.js';
import { keyTable } from './run-keys.js';
import { isCurrent, versionTable } from './versions.js';

type Changes = ExtractionResult['changes'];

/** Closes the versions that changed or are gone; those that are new wait for the run to be published. */
export async function reconcile(
  session: Session,
  run: LockedRun,
  runId: string,
  partitions: readonly LandedPartition[],
): Promise<Changes> {
  const { baseRun } = run;
  if (baseRun === null) return changesOf(partitions, 0);
  await session.query(PLANNER_SETTINGS);
  const current = await currentObjects(session, baseRun);
  let closed = 0;
  for (const kind of ALL_KINDS) {
    const landing = kindLandingOf(kind, partitions, current.get(kind) ?? 0);
    closed += await reconcileKind(session, { ...run, baseRun }, runId, landing);
  }
  return changesOf(partitions, closed);
}

/** How many objects of each kind the published run left: what it landed, since it was verified then. */
async function currentObjects(session: Session, baseRun: bigint): Promise<Map<Kind, number>> {
  const rows = await session.query<{ kind: Kind; objects: number }>(
    `SELECT kind, sum(extracted + unchanged)::float8 AS objects FROM catalog.run_ledger WHERE run_number = $1 GROUP BY kind`,
    [baseRun],
  );
  return new Map(rows.map(({ kind, objects }) => [kind, objects]));
}

async function reconcileKind(
  session: Session,
  run: ComparedRun,
  runId: string,
  landing: KindLanding,
): Promise<number> {
  if (landing.mayRepeat) await refuseRepeated(session, run, runId, landing);
  if (landing.refreshes) await refresh(session, run, landing.kind);
  return landing.closes ? close(session, run, landing) : 0;
}

async function close(
  session: Session,
  { runNumber, sourceId, baseRun }: ComparedRun,
  { kind, samePartitions }: KindLanding,
): Promise<number> {
  const [row] = await session.query<{ closed: number }>(
    `WITH closed AS (
       UPDATE ${versionTable(kind)} v SET valid_to_run = $3
       WHERE ${isCurrent('$1', '$2')} AND v.partition_id <> ALL ($4)
       AND NOT EXISTS (SELECT FROM ${keyTable(runNumber)} k
                       WHERE k.kind = $5 AND k.object_id = v.object_id AND k.fingerprint = v.fingerprint)
       RETURNING 1)
     SELECT count(*)::float8 AS closed FROM closed`,
    [sourceId, baseRun, runNumber, samePartitions, kind],
  );
  return row?.closed ?? 0;
}

/** New oids, or another partition, of objects that are otherwise the same: kept, but no reason for a new version. */
async function refresh(
  session: Session,
  { runNumber, sourceId, baseRun }: ComparedRun,
  kind: Kind,
): Promise<void> {
  const physical = physicalColumns(kind).map(({ name, type }, index) => ({
    name,
    value: `split_part(k.physical, ' ', ${index + 1})::${COLUMN_TYPES[type]}`,
  }));
  const all = [...physical, { name: 'partition_id', value: 'k.partition_id' }];
  await session.query(
    `UPDATE ${versionTable(kind)} v SET ${all.map(({ name, value }) => `"${name}" = ${value}`).join(', ')}
     FROM ${keyTable(runNumber)} k
     WHERE ${isCurrent('$1', '$2')} AND k.kind = $3 AND k.object_id = v.object_id AND k.fingerprint = v.fingerprint
     AND ROW (${all.map(({ name }) => `v."${name}"`).join(', ')}) IS DISTINCT FROM
         ROW (${all.map(({ value }) => value).join(', ')})`,
    [sourceId, baseRun, kind],
  );
}
