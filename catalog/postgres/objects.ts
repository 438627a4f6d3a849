import Cursor from 'pg-cursor';
import { BATCH_ROWS } from '../../contracts/column-batch.js';
import { type Kind, kindDeclaration } from '../../contracts/kinds/index.js';
import type { KindColumn } from '../../contracts/kinds/kind.js';
import type { CatalogObject } from '../provider.js';
import type { CatalogDatabase } from './pool.js';

/** A column in the form that `ValueTypes` gives it in memory. */
export function selected({ name, type }: KindColumn): string {
  if (type === 'json') return `v."${name}"::text AS "${name}"`;
  if (type === 'timestamp') return `(extract(epoch FROM v."${name}") * 1000000)::int8 AS "${name}"`;
  return `v."${name}"`;
}

/**
 * Versions that were valid when the run `$1` was published and not when `$2` was, in the order of what identifies them.
 * Unchanged objects have one version for both runs: they cost neither reading nor sending.
 */
function objectsQuery(kind: Kind): string {
  const { columns, identity } = kindDeclaration(kind);
  const order = identity.columns.map((name) => `v."${name}"::text COLLATE "C"`).join(', ');
  return `
    SELECT v.object_id::text, v.parent_id::text, ${columns.map(selected).join(', ')}
    FROM catalog.run r JOIN catalog."${kind}_version" v ON v.source_id = r.source_id
    LEFT JOIN catalog.run e ON e.run_id = $2 AND e.source_id = r.source_id AND e.status = 'published'
    WHERE r.run_id = $1 AND r.status = 'published'
      AND v.valid_from_run <= r.run_number AND (v.valid_to_run IS NULL OR v.valid_to_run > r.run_number)
      AND (e.run_number IS NULL OR v.valid_from_run > e.run_number OR v.valid_to_run <= e.run_number)
    ORDER BY ${order}`;
}

/** See `CatalogReader.objectsOf`. */
export async function* objectsOf<K extends Kind>(
  database: CatalogDatabase,
  runId: string,
  kind: K,
  except?: string,
): AsyncGenerator<readonly CatalogObject<K>[]> {
  const session = await database.lend(`read the ${kind} objects of run ${runId}`);
  let ended = false;
  try {
    const cursor = session.client.query(
      new Cursor<CatalogObject<K>>(objectsQuery(kind), [runId, except ?? null]),
    );
    while (!ended) {
      const rows = await session.guard(() => cursor.read(BATCH_ROWS));
      ended = rows.length < BATCH_ROWS;
      if (rows.length > 0) yield rows;
    }
  } finally {
    // A reader that stops early leaves an open cursor behind: its session is closed, not handed back.
    session.release(!ended);
  }
}
