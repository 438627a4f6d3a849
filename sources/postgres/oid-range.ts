import type { Partition } from '../../contracts/partition.js';

/** A range of oids, both included. */
export interface OidRange {
  readonly from: number;
  readonly to: number;
}

/** Oids are unsigned 32-bit numbers: https://www.postgresql.org/docs/current/datatype-oid.html */
export const MAX_OID = 4_294_967_295;

/** The range that a partition stands for. */
export function rangeOf({ fromOid, toOid }: Partition): OidRange {
  return { from: fromOid, to: toOid };
}

/** The parameters of a kind's query. */
export function rangeValues({ from, to }: OidRange): [number, number] {
  return [from, to];
}

/**
 * A kind's query as a COPY of what it returns for a range. COPY takes no parameters
 * (https://www.postgresql.org/docs/current/sql-copy.html); the two are numbers, so that they can stand in the text.
 */
export function copyStatement(query: string, range: OidRange): string {
  const text = query
    .replace(/;\s*$/, '')
    .replaceAll('$1', String(range.from))
    .replaceAll('$2', String(range.to));
  // The query's own line break ends a comment on its last line.
  return `COPY (${text}\n) TO STDOUT`;
}
