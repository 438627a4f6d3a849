import type { ExtractionResult } from '../../contracts/extraction.js';
import { ALL_KINDS, type Kind } from '../../contracts/kinds/index.js';
import { changesOf, type KindLanding, kindLandingOf, type LandedPartition } from '../landed.js';
import { physicalColumns } from '../object-keys.js';
import { foundTwice } from '../refusals.js';
import type { LockedRun } from '../run-state.js';
import { COLUMN_TYPES } from './column-types.js';
import type { Session } from './pool.js';
import { keyTable } from './run-keys.js';
import { isCurrent, objectName, versionTable } from './versions.js';

type Changes = ExtractionResult['changes'];

/** A run that is compared with a published one. */
type ComparedRun = LockedRun & { readonly baseRun: bigint };

const NAMED = 5;

/**
 * For joining a run's keys with the versions. Neither has statistics yet, and the planner's guess of a few rows would turn
 * a join of 200,000 with 200,000 into a nested loop; memory, since they would otherwise be sorted on disk.
 */
const PLANNER_SETTINGS = `SET LOCAL enable_nestloop = off; SET LOCAL work_mem = '64MB'`;

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

/** Throws `incomplete` when an object is among a kind's keys twice, or also in a partition that is the same as before. */
async function refuseRepeated(
  session: Session,
  { runNumber, sourceId, baseRun }: ComparedRun,
  runId: string,
  { kind, samePartitions }: KindLanding,
): Promise<void> {
  const keys = keyTable(runNumber);
  const current = isCurrent('$1', '$2');
  const elsewhere = `
    UNION SELECT k.object_id FROM ${keys} k JOIN ${versionTable(kind)} v ON ${current} AND v.object_id = k.object_id
    WHERE k.kind = $3 AND v.partition_id = ANY ($5)`;
  const repeated = await session.query<{ name: string }>(
    `WITH repeated AS (
       SELECT object_id FROM ${keys} WHERE kind = $3 GROUP BY object_id HAVING count(*) > 1
       ${samePartitions.length > 0 ? elsewhere : ''})
     SELECT DISTINCT ${objectName(kind)} AS name FROM repeated JOIN ${versionTable(kind)} v USING (object_id)
     WHERE v.valid_from_run = $4 AND v.source_id = $1 OR ${current} ORDER BY 1 LIMIT ${NAMED}`,
    [sourceId, baseRun, kind, runNumber, ...(samePartitions.length > 0 ? [samePartitions] : [])],
  );
  if (repeated.length === 0) return;
  throw foundTwice(
    runId,
    kind,
    repeated.map(({ name }) => name),
  );
}
