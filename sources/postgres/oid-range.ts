import type { Partition } from '../../contracts/extraction.js';

/** A range of oids, both included. */
export interface OidRange {
  readonly from: number;
  readonly to: number;
}

/** The range that a partition stands for. */
export function rangeOf({ fromOid, toOid }: Partition): OidRange {
  return { from: fromOid, to: toOid };
}

/** The parameters of a kind's query. */
export function rangeValues({ from, to }: OidRange): [number, number] {
  return [from, to];
}
