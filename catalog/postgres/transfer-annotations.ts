import { ANNOTATION_COLUMNS, type CatalogRow } from '../transfer.js';
import { projection } from './export-run.js';
import type { CatalogDatabase } from './pool.js';

const NAMES = Object.keys(ANNOTATION_COLUMNS).join(', ');

const ADD = `
  INSERT INTO catalog.annotation (source_id, ${NAMES})
  SELECT s.id, g.* FROM catalog.source s, (VALUES ($2, $3::uuid, $4, $5, $6, $7, $8::timestamptz, $9, $10::timestamptz)) AS g
  WHERE s.name = $1 ON CONFLICT DO NOTHING RETURNING id`;

const END = `
  UPDATE catalog.annotation SET cleared_by = $9, cleared_at = $10::timestamptz
  WHERE source_id = (SELECT id FROM catalog.source WHERE name = $1) AND kind = $2 AND object_id = $3::uuid AND name = $4
    AND field = $5 AND value = $6 AND author = $7 AND set_at = $8::timestamptz AND cleared_at IS NULL`;

/** See `CatalogTransfer.exportAnnotations`. */
export function exportAnnotations(database: CatalogDatabase, connection: string): Promise<CatalogRow[]> {
  return database.query(
    'read its annotations',
    `SELECT ${projection({ ...ANNOTATION_COLUMNS, object_id: 'json' }, 't')}
     FROM catalog.annotation t JOIN catalog.source s ON s.id = t.source_id WHERE s.name = $1 ORDER BY t.id`,
    [connection],
  );
}

/** See `CatalogTransfer.importAnnotations`. */
export function importAnnotations(
  database: CatalogDatabase,
  connection: string,
  added: readonly CatalogRow[],
  ended: readonly CatalogRow[],
): Promise<number> {
  const valuesOf = (row: CatalogRow) => Object.keys(ANNOTATION_COLUMNS).map((name) => row[name] ?? null);
  return database.transaction(`take over annotations of ${connection}`, async (session) => {
    for (const row of ended) await session.query(END, [connection, ...valuesOf(row)]);
    let taken = 0;
    for (const row of added) taken += (await session.query(ADD, [connection, ...valuesOf(row)])).length;
    return taken;
  });
}
