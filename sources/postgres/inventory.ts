import type { Gap, KindCount, Partition, SourceCounts } from '../../contracts/extraction.js';
import { SourceSenseError } from '../../contracts/failure.js';
import { ALL_KINDS, type Kind } from '../../contracts/kinds/index.js';
import { deniedGap } from './denied.js';
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
  const totals = new Map(ALL_KINDS.map((kind) => [kind, { counted: 0, filtered: 0, denied: 0 }]));
  for (const [kind, , counted, filtered, denied] of rows) {
    const total = isKind(kind) ? totals.get(kind) : undefined;
    if (total === undefined)
      throw new SourceSenseError('internal', `An unknown kind "${kind ?? ''}" was counted.`);
    total.counted += Number(counted);
    total.filtered += Number(filtered);
    total.denied += Number(denied);
  }
  const counts: KindCount[] = [];
  const gaps: Gap[] = [];
  for (const [kind, { counted, filtered, denied }] of totals) {
    counts.push({ kind, counted, filtered });
    if (denied > 0) gaps.push(deniedGap(kind, denied));
  }
  return { counts, gaps };
}
