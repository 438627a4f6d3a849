import { mayRepeat } from '../landed.js';
import { foundTwice } from '../refusals.js';
import type { LockedRun } from '../run-state.js';
import type { Kind } from '../../contracts/kinds/index.js';
import type { Session } from './database.js';
import { landedPartitions } from './landing-steps.js';
import { lockRun } from './runs.js';
import { isCurrent, objectName, versionTable } from './versions.js';

/** A run that is compared with a published one. */
export type ComparedRun = Pick<LockedRun, 'runNumber' | 'sourceId'> & { readonly baseRun: bigint };

/** Names in a message; the rest are left out. */
const NAMED = 5;

interface KindInPartitions {
  readonly kind: Kind;
  readonly samePartitions: readonly string[];
}

/**
 * Objects of a kind that the run found in several partitions, those included that are the same as before and have no
 * keys: object_id, partitions. With its values.
 */
function repeated(
  { runNumber, sourceId, baseRun }: ComparedRun,
  { kind, samePartitions }: KindInPartitions,
): [sql: string, values: (bigint | string)[]] {
  const keys = 'SELECT object_id FROM run_key WHERE run_number = ? AND kind = ?';
  return [
    `SELECT object_id, json_group_array(partition_id) AS partitions
     FROM (SELECT object_id, partition_id FROM run_key WHERE run_number = ? AND kind = ?
           UNION ALL
           SELECT v.object_id, v.partition_id FROM ${versionTable(kind)} v WHERE ${isCurrent('?', '?')}
             AND v.partition_id IN (SELECT value FROM json_each(?)) AND v.object_id IN (${keys})
           ORDER BY object_id, partition_id)
     GROUP BY object_id HAVING count(*) > 1`,
    [runNumber, kind, sourceId, baseRun, JSON.stringify(samePartitions), runNumber, kind],
  ];
}

/** Throws `incomplete` when an object is among a kind's keys twice, or also in a partition that is the same as before. */
export function refuseRepeated(
  session: Session,
  run: ComparedRun,
  runId: string,
  landing: KindInPartitions,
): void {
  const { runNumber, sourceId, baseRun } = run;
  const { kind } = landing;
  const [sql, values] = repeated(run, landing);
  const rows = session.rows<{ name: string }>(
    `WITH repeated AS (${sql})
     SELECT DISTINCT ${objectName(kind)} AS name FROM repeated JOIN ${versionTable(kind)} v USING (object_id)
     WHERE v.valid_from_run = ? AND v.source_id = ? OR ${isCurrent('?', '?')} ORDER BY 1 LIMIT ${NAMED}`,
    [...values, runNumber, sourceId, sourceId, baseRun],
  );
  if (rows.length === 0) return;
  throw foundTwice(
    runId,
    kind,
    rows.map(({ name }) => name),
  );
}

/** See `RunLanding.repeatedIn`. */
export function repeatedIn(session: Session, runId: string): string[][] {
  const run = lockRun(session, runId);
  if (run?.status !== 'running' || run.baseRun === null) return [];
  const compared = { ...run, baseRun: run.baseRun };
  const found = mayRepeat(landedPartitions(session, run.runNumber)).flatMap((landing) => {
    const [sql, values] = repeated(compared, landing);
    return session.rows<{ partitions: string }>(`SELECT DISTINCT partitions FROM (${sql})`, values);
  });
  return [...new Set(found.map(({ partitions }) => partitions))].map((text) => JSON.parse(text) as string[]);
}
