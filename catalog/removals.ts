import type { Kind } from '../contracts/kinds/index.js';
import { COUNTED_KINDS } from './held-publication.js';

/** Objects of a kind that the published run left, and how many of them the run to be published has none of. */
export interface Removals {
  readonly kind: Kind;
  readonly removed: number;
  readonly current: number;
}

/**
 * Counts, after the versions of a run were closed, what it removes: `$1` is the source, `$2` the run and `$3` the published
 * one that it is compared with. The same statement for PostgreSQL and SQLite; a row per kind that there are objects of.
 */
export function removalsStatement(versionTable: (kind: Kind) => string): string {
  const terms = COUNTED_KINDS.map((kind) => {
    const versions = versionTable(kind);
    return `
      SELECT '${kind}' AS kind,
             CAST(count(*) FILTER (WHERE v.valid_to_run = $2 AND NOT EXISTS (
               SELECT 1 FROM ${versions} n
               WHERE n.source_id = $1 AND n.object_id = v.object_id AND n.valid_from_run = $2))
               AS double precision) AS removed,
             CAST(count(*) AS double precision) AS current
      FROM ${versions} v
      WHERE v.source_id = $1 AND v.valid_from_run <= $3 AND (v.valid_to_run IS NULL OR v.valid_to_run = $2)`;
  });
  return `SELECT kind, removed, current FROM (${terms.join(' UNION ALL ')}) kinds WHERE current > 0`;
}
