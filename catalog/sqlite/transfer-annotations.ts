import { ANNOTATION_COLUMNS, type CatalogRow } from '../transfer.js';
import type { SqliteDatabase } from './database.js';

const NAMES = Object.keys(ANNOTATION_COLUMNS).join(', ');

const ADD = `
  INSERT INTO annotation (source_id, ${NAMES})
  SELECT id, ?, ?, ?, ?, ?, ?, ?, ?, ? FROM source WHERE name = ? ON CONFLICT DO NOTHING`;

const END = `
  UPDATE annotation SET cleared_by = ?, cleared_at = ?
  WHERE source_id = (SELECT id FROM source WHERE name = ?) AND kind = ? AND object_id = ? AND name = ? AND field = ?
    AND value = ? AND author = ? AND set_at = ? AND cleared_at IS NULL`;

/** See `CatalogTransfer.exportAnnotations`. */
export function exportAnnotations(database: SqliteDatabase, connection: string): Promise<CatalogRow[]> {
  return database.read('read its annotations', (session) =>
    session.rows<CatalogRow>(
      `SELECT ${NAMES} FROM annotation WHERE source_id = (SELECT id FROM source WHERE name = ?) ORDER BY id`,
      [connection],
    ),
  );
}

/** See `CatalogTransfer.importAnnotations`. */
export function importAnnotations(
  database: SqliteDatabase,
  connection: string,
  added: readonly CatalogRow[],
  ended: readonly CatalogRow[],
): Promise<number> {
  const valuesOf = (row: CatalogRow) => Object.keys(ANNOTATION_COLUMNS).map((name) => row[name] ?? null);
  return database.write(`take over annotations of ${connection}`, (session) => {
    for (const row of ended) {
      const values = valuesOf(row);
      session.run(END, [...values.slice(-2), connection, ...values.slice(0, -2)]);
    }
    return added.reduce((taken, row) => taken + session.run(ADD, [...valuesOf(row), connection]), 0);
  });
}
