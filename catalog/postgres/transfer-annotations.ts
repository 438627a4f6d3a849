import { ANNOTATION_COLUMNS, type CatalogRow } from '../transfer.js';
import { projection } from './export-run.js';
import type { CatalogDatabase } from './pool.js';

const COLUMNS = Object.keys(ANNOTATION_COLUMNS);
const NAMES = COLUMNS.join(', ');

/** Annotations `g` from an array per column, in their order; `$1` is the connection. */
const GIVEN = `
  unnest($2::text[], $3::uuid[], $4::text[], $5::text[], $6::text[], $7::text[], $8::timestamptz[], $9::text[], $10::timestamptz[])
    WITH ORDINALITY AS g (${NAMES}, place)`;

const ADD = `
  INSERT INTO catalog.annotation (source_id, ${NAMES})
  SELECT s.id, ${COLUMNS.map((name) => `g.${name}`).join(', ')} FROM catalog.source s, ${GIVEN} WHERE s.name = $1 ORDER BY g.place
  ON CONFLICT DO NOTHING RETURNING id`;

const END = `
  UPDATE catalog.annotation a SET cleared_by = g.cleared_by, cleared_at = g.cleared_at FROM ${GIVEN}
  WHERE a.source_id = (SELECT id FROM catalog.source WHERE name = $1) AND a.kind = g.kind AND a.object_id = g.object_id
    AND a.name = g.name AND a.field = g.field AND a.value = g.value AND a.author = g.author AND a.set_at = g.set_at
    AND a.cleared_at IS NULL`;

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
  const given = (rows: readonly CatalogRow[]) => [
    connection,
    ...COLUMNS.map((name) => rows.map((row) => row[name] ?? null)),
  ];
  return database.transaction(`take over annotations of ${connection}`, async (session) => {
    await session.query(END, given(ended));
    return (await session.query(ADD, given(added))).length;
  });
}
