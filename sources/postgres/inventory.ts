import type { Gap, Partition, SourceCounts, Tally } from '../../contracts/extraction.js';
import { SourceSenseError } from '../../contracts/failure.js';
import { ALL_KINDS, type Kind } from '../../contracts/kinds/index.js';
import type { TextRow } from './map-row.js';

const MAX_OID = 4294967295;

/** The `database` partition and one per range of relation oids; together they cover every possible oid. */
export function partitionsFrom(starts: readonly number[]): Partition[] {
  const froms = [0, ...starts];
  const relations = froms.map((fromOid, index): Partition => ({
    partitionId: `relations-${String(index + 1).padStart(4, '0')}`,
    scope: 'relation',
    fromOid,
    toOid: (froms[index + 1] ?? MAX_OID + 1) - 1,
  }));
  return [{ partitionId: 'database', scope: 'database', fromOid: 0, toOid: MAX_OID }, ...relations];
}

function isKind(name: string | null | undefined): name is Kind {
  return ALL_KINDS.some((kind) => kind === name);
}

/** The rows of the counting statement: kind, schema_name, counted, filtered, denied. Kinds without a row count 0. */
export function inventoryCounts(rows: readonly TextRow[]): SourceCounts {
  const counts: Tally[] = ALL_KINDS.filter((kind) => rows.every((row) => row[0] !== kind)).map((kind) => ({
    kind,
    schemaName: null,
    counted: 0,
    filtered: 0,
  }));
  const gaps: Gap[] = [];
  for (const [kind, schemaName = null, counted, filtered, denied] of rows) {
    if (!isKind(kind))
      throw new SourceSenseError('internal', `An unknown kind "${kind ?? ''}" was counted.`);
    counts.push({ kind, schemaName, counted: Number(counted), filtered: Number(filtered) });
    if (Number(denied) > 0) gaps.push(deniedGap(kind, schemaName, Number(denied)));
  }
  return { counts, gaps };
}

function deniedGap(kind: Kind, schemaName: string | null, objects: number): Gap {
  return {
    kind,
    schemaName,
    status: 'denied',
    objectName: `${objects} columns of analyzed tables`,
    sqlState: '42501',
    reason: 'The role may not read these columns, so pg_stats leaves out their statistics.',
    remedy: 'GRANT SELECT on their tables, or make the role a member of pg_read_all_data (PostgreSQL 14).',
    objects,
  };
}
