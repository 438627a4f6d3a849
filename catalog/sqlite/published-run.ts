import type { Gap, MovedObject, SchemaLedgerLine, SourceCost } from '../../contracts/extraction.js';
import { ALL_KINDS } from '../../contracts/kinds/index.js';
import { ledgerPerKind } from '../ledger.js';
import type { PublishedRun } from '../provider.js';
import { SUPERSEDED } from '../refusals.js';
import { artifactIdsOf } from './artifact-registry.js';
import type { Session } from './database.js';

/** A row whose numbers are bigints. */
type Stored<T> = { readonly [Field in keyof T]: T[Field] extends number ? bigint : T[Field] };

interface PublishedRow {
  readonly outcome: PublishedRun['outcome'];
  readonly added: bigint;
  readonly closed: bigint;
  readonly unchanged: bigint;
  readonly cost: string;
  readonly gaps: bigint;
  readonly moved: bigint;
  /** A JSON array. */
  readonly outrun: string;
  readonly artifacts: bigint;
  readonly sizeBytes: bigint;
}

/** The answer that publishing a run gave. */
export function readPublished(session: Session, runNumber: bigint): PublishedRun {
  const [run] = session.rows<PublishedRow>(
    `SELECT outcome, added, closed, unchanged, cost,
            (SELECT count(*) FROM run_gap g WHERE g.run_number = r.run_number) AS gaps,
            (SELECT count(*) FROM run_moved m WHERE m.run_number = r.run_number) AS moved,
            (SELECT json_group_array(o.run_id) FROM run o
             WHERE o.source_id = r.source_id AND o.run_number <> r.run_number
               AND o.base_run IS NOT DISTINCT FROM r.base_run
               AND (o.status = 'running' OR o.message = ?)) AS outrun,
            count(a.artifact_id) AS artifacts, coalesce(sum(a.size_bytes), 0) AS "sizeBytes"
     FROM run r LEFT JOIN artifact a ON a.artifact_id IN (${artifactIdsOf('r.run_id')})
     WHERE r.run_number = ? GROUP BY r.run_number`,
    [SUPERSEDED, runNumber],
  );
  if (run === undefined) throw new Error(`run ${runNumber.toString()} is gone`);
  const { outcome, added, closed, unchanged, artifacts, sizeBytes, cost, gaps, moved, outrun } = run;
  return {
    outcome,
    ledger: ledgerPerKind(readLedger(session, runNumber)),
    changes: { added: Number(added), closed: Number(closed), unchanged: Number(unchanged) },
    artifacts: { count: Number(artifacts), sizeBytes: Number(sizeBytes) },
    gaps: Number(gaps),
    moved: Number(moved),
    cost: JSON.parse(cost) as SourceCost,
    outrun: JSON.parse(outrun) as string[],
  };
}

/** A run's ledger, in the order of `KINDS` and of the schemas' names. */
export function readLedger(session: Session, runNumber: bigint): SchemaLedgerLine[] {
  const rows = session.rows<Stored<SchemaLedgerLine>>(
    `SELECT kind, nullif(schema_name, '') AS "schemaName", counted, extracted, unchanged, filtered, denied, failed,
            difference
     FROM run_ledger WHERE run_number = ? ORDER BY schema_name`,
    [runNumber],
  );
  const lines = rows.map(({ kind, schemaName, ...amounts }) => ({
    kind,
    schemaName,
    counted: Number(amounts.counted),
    extracted: Number(amounts.extracted),
    unchanged: Number(amounts.unchanged),
    filtered: Number(amounts.filtered),
    denied: Number(amounts.denied),
    failed: Number(amounts.failed),
    difference: Number(amounts.difference),
  }));
  return lines.sort((a, b) => ALL_KINDS.indexOf(a.kind) - ALL_KINDS.indexOf(b.kind));
}

export function readGaps(session: Session, runNumber: bigint): Gap[] {
  const rows = session.rows<Stored<Gap>>(
    `SELECT kind, schema_name AS "schemaName", object_name AS "objectName", status, sql_state AS "sqlState", reason,
            remedy, objects
     FROM run_gap WHERE run_number = ? ORDER BY gap_number`,
    [runNumber],
  );
  return rows.map((gap) => ({ ...gap, objects: Number(gap.objects) }));
}

export function readMoved(session: Session, runNumber: bigint): MovedObject[] {
  const rows = session.rows<Stored<MovedObject>>(
    `SELECT kind, schema_name AS "schemaName", object_name AS "objectName", change, reading
     FROM run_moved WHERE run_number = ? ORDER BY object_name, kind, reading`,
    [runNumber],
  );
  return rows.map((object) => ({ ...object, reading: Number(object.reading) }));
}

export function readCost(session: Session, runNumber: bigint): SourceCost | null {
  const [run] = session.rows<{ cost: string | null }>('SELECT cost FROM run WHERE run_number = ?', [
    runNumber,
  ]);
  return run?.cost == null ? null : (JSON.parse(run.cost) as SourceCost);
}
