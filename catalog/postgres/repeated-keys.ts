import { mayRepeat } from '../landed.js';
import { foundTwice } from '../refusals.js';
import type { LockedRun } from '../run-state.js';
import type { Kind } from '../../contracts/kinds/index.js';
import { landedPartitions } from './landed-partitions.js';
import type { CatalogDatabase, Session } from './pool.js';
import { keyTable } from './run-keys.js';
import { isCurrent, objectName, versionTable } from './versions.js';

/** A run that is compared with a published one. */
export type ComparedRun = Pick<LockedRun, 'runNumber' | 'sourceId'> & { readonly baseRun: bigint };

const NAMED = 5;

/**
 * For joining a run's keys with the versions. Neither has statistics yet, and the planner's guess of a few rows would turn
 * a join of 200,000 with 200,000 into a nested loop; memory, since they would otherwise be sorted on disk.
 */
export const PLANNER_SETTINGS = `SET LOCAL enable_nestloop = off; SET LOCAL work_mem = '64MB'`;

/**
 * Objects of a kind (`$3`) that the run found in several partitions, those (`$4`) included that are the same as before and
 * have no keys: object_id, partitions. `$1` is the source, `$2` the published run.
 */
function repeated(kind: Kind, runNumber: bigint): string {
  const keys = keyTable(runNumber);
  return `
    SELECT found.object_id, array_agg(found.partition_id ORDER BY found.partition_id) AS partitions
    FROM (SELECT k.object_id, k.partition_id FROM ${keys} k WHERE k.kind = $3
          UNION ALL
          SELECT v.object_id, v.partition_id FROM ${versionTable(kind)} v
          WHERE ${isCurrent('$1', '$2')} AND v.partition_id = ANY ($4)
            AND v.object_id IN (SELECT k.object_id FROM ${keys} k WHERE k.kind = $3)) found
    GROUP BY found.object_id HAVING count(*) > 1`;
}

/** Throws `incomplete` when an object is among a kind's keys twice, or also in a partition that is the same as before. */
export async function refuseRepeated(
  session: Session,
  { runNumber, sourceId, baseRun }: ComparedRun,
  runId: string,
  { kind, samePartitions }: { readonly kind: Kind; readonly samePartitions: readonly string[] },
): Promise<void> {
  const rows = await session.query<{ name: string }>(
    `WITH repeated AS (${repeated(kind, runNumber)})
     SELECT DISTINCT ${objectName(kind)} AS name FROM repeated JOIN ${versionTable(kind)} v USING (object_id)
     WHERE v.valid_from_run = $5 AND v.source_id = $1 OR ${isCurrent('$1', '$2')} ORDER BY 1 LIMIT ${NAMED}`,
    [sourceId, baseRun, kind, samePartitions, runNumber],
  );
  if (rows.length === 0) return;
  throw foundTwice(
    runId,
    kind,
    rows.map(({ name }) => name),
  );
}

/** See `RunLanding.repeatedIn`. */
export async function repeatedIn(database: CatalogDatabase, runId: string): Promise<string[][]> {
  return database.transaction(`look for what run ${runId} found twice`, async (session) => {
    const [run] = await session.query<ComparedRun>(
      `SELECT run_number AS "runNumber", source_id AS "sourceId", base_run AS "baseRun" FROM catalog.run
       WHERE run_id = $1 AND status = 'running' AND base_run IS NOT NULL`,
      [runId],
    );
    if (run === undefined) return [];
    await session.query(PLANNER_SETTINGS);
    const found = new Map<string, string[]>();
    for (const { kind, samePartitions } of mayRepeat(await landedPartitions(session, run.runNumber))) {
      const rows = await session.query<{ partitions: string[] }>(
        `SELECT DISTINCT partitions FROM (${repeated(kind, run.runNumber)}) repeated`,
        [run.sourceId, run.baseRun, kind, samePartitions],
      );
      for (const { partitions } of rows) found.set(partitions.join(' '), partitions);
    }
    return [...found.values()];
  });
}
