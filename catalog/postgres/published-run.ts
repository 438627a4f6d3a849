import type { Gap, MovedObject, SchemaLedgerLine, SourceCost } from '../../contracts/extraction.js';
import { ALL_KINDS, type Kind } from '../../contracts/kinds/index.js';
import { ledgerPerKind } from '../ledger.js';
import type { PublishedRun } from '../provider.js';
import { SUPERSEDED } from '../refusals.js';
import { artifactIdsOf } from './artifact-registry.js';
import type { Session } from './pool.js';

type Reading = Pick<Session, 'query'>;

/** The row of a published run. */
interface PublishedRow {
  readonly outcome: PublishedRun['outcome'];
  readonly added: number;
  readonly closed: number;
  readonly unchanged: number;
  readonly cost: SourceCost;
  readonly gaps: number;
  readonly moved: number;
  readonly outrun: readonly string[];
  readonly artifacts: number;
  readonly sizeBytes: number;
}

/** The answer that publishing a run gave. */
export async function readPublished(session: Reading, runNumber: bigint): Promise<PublishedRun> {
  const [run] = await session.query<PublishedRow>(
    `SELECT outcome, added::float8, closed::float8, unchanged::float8, cost,
            (SELECT count(*)::float8 FROM catalog.run_gap g WHERE g.run_number = r.run_number) AS gaps,
            (SELECT count(*)::float8 FROM catalog.run_moved m WHERE m.run_number = r.run_number) AS moved,
            ARRAY(SELECT o.run_id FROM catalog.run o
                  WHERE o.source_id = r.source_id AND o.run_number <> r.run_number
                    AND o.base_run IS NOT DISTINCT FROM r.base_run
                    AND (o.status = 'running' OR o.message = $2)) AS outrun,
            registered.artifacts, registered."sizeBytes"
     FROM catalog.run r CROSS JOIN LATERAL (
       SELECT count(*)::float8 AS artifacts, coalesce(sum(a.size_bytes), 0)::float8 AS "sizeBytes"
       FROM catalog.artifact a WHERE a.artifact_id IN (${artifactIdsOf('r.run_id')})
     ) registered
     WHERE run_number = $1`,
    [runNumber, SUPERSEDED],
  );
  if (run === undefined) throw new Error(`run ${runNumber.toString()} is gone`);
  const { outcome, cost, gaps, moved, outrun, artifacts: count, sizeBytes, ...changes } = run;
  const ledger = ledgerPerKind(await readLedger(session, runNumber));
  return { outcome, ledger, changes, artifacts: { count, sizeBytes }, gaps, moved, cost, outrun };
}

/** A run's ledger, in the order of `KINDS` and of the schemas' names. */
export async function readLedger(session: Reading, runNumber: bigint): Promise<SchemaLedgerLine[]> {
  const lines = await session.query<SchemaLedgerLine & { kind: Kind }>(
    `SELECT kind, nullif(schema_name, '') AS "schemaName", counted::float8, extracted::float8, unchanged::float8,
            filtered::float8, denied::float8, failed::float8, difference::float8
     FROM catalog.run_ledger WHERE run_number = $1 ORDER BY schema_name COLLATE "C"`,
    [runNumber],
  );
  return lines.sort((a, b) => ALL_KINDS.indexOf(a.kind) - ALL_KINDS.indexOf(b.kind));
}

export async function readGaps(session: Reading, runNumber: bigint): Promise<Gap[]> {
  return session.query(
    `SELECT kind, schema_name AS "schemaName", object_name AS "objectName", status, sql_state AS "sqlState", reason,
            remedy, objects::float8
     FROM catalog.run_gap WHERE run_number = $1 ORDER BY gap_number`,
    [runNumber],
  );
}

export async function readMoved(session: Reading, runNumber: bigint): Promise<MovedObject[]> {
  return session.query(
    `SELECT kind, schema_name AS "schemaName", object_name AS "objectName", change, reading
     FROM catalog.run_moved WHERE run_number = $1 ORDER BY object_name COLLATE "C", kind, reading`,
    [runNumber],
  );
}

export async function readCost(session: Reading, runNumber: bigint): Promise<SourceCost | null> {
  const [run] = await session.query<{ cost: SourceCost | null }>(
    'SELECT cost FROM catalog.run WHERE run_number = $1',
    [runNumber],
  );
  return run?.cost ?? null;
}
