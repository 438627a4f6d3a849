import type { Gap, KindTotals, Tally } from '../../contracts/extraction.js';
import type { Partition } from '../../contracts/partition.js';
import { SourceSenseError } from '../../contracts/failure.js';
import { ALL_KINDS, type Kind } from '../../contracts/kinds/index.js';
import { deniedGap } from './denied.js';
import type { SourceCounts } from '../source.js';
import type { TextRow } from './map-row.js';
import { MAX_OID } from './oid-range.js';

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

/**
 * Most relations, and most columns besides those of the widest relation, between two of the oids at which partitions begin.
 * Parameters: $1 those oids, in order.
 */
export const LARGEST_PARTITION = `
  SELECT coalesce(max(relations), 0), coalesce(max(columns), 0) FROM (
    SELECT count(*) AS relations, sum(c.relnatts) - max(c.relnatts) AS columns FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE c.relkind IN ('r', 'p', 'f', 'v', 'm', 'S') AND n.nspname NOT LIKE 'pg\\_%' AND n.nspname <> 'information_schema'
    GROUP BY width_bucket(c.oid::int8, $1::int8[])) partition`;

/** The partition that a relation's oid falls in. */
export function partitionOf(oid: number, partitions: readonly Partition[]): string {
  const found = partitions.find(
    ({ scope, fromOid, toOid }) => scope === 'relation' && fromOid <= oid && oid <= toOid,
  );
  if (found === undefined) throw new SourceSenseError('internal', `No partition holds the relation ${oid}.`);
  return found.partitionId;
}

/** The rows of the counting statement: kind, schema_name, counted, filtered, denied. */
export function countsFrom(rows: readonly TextRow[]): SourceCounts {
  const tallies: Tally[] = [];
  const readable: KindTotals = {};
  const gaps: Gap[] = [];
  for (const [name, schemaName = null, ...numbers] of rows) {
    const [counted = 0, filtered = 0, withheld = 0] = numbers.map(Number);
    const kind = kindNamed(name);
    tallies.push({ kind, schemaName, counted, filtered });
    readable[kind] = (readable[kind] ?? 0) + counted - filtered - withheld;
    if (withheld > 0) gaps.push(deniedGap(kind, schemaName, withheld));
  }
  // A kind of which there is nothing was counted all the same.
  const missing = ALL_KINDS.filter((kind) => readable[kind] === undefined);
  tallies.push(...missing.map((kind) => ({ kind, schemaName: null, counted: 0, filtered: 0 })));
  return { tallies, gaps, readable };
}

/** The kind of that name, where SQL names one. */
export function kindNamed(name: string | null | undefined): Kind {
  const kind = ALL_KINDS.find((known) => known === name);
  if (kind === undefined)
    throw new SourceSenseError('internal', `An unknown kind "${name ?? ''}" was counted.`);
  return kind;
}
