import { parseValue } from '../../batches/parse-value.js';
import { BATCH_ROWS, type ColumnBatch } from '../../contracts/column-batch.js';
import { type Kind, kindDeclaration } from '../../contracts/kinds/index.js';
import type { KindColumn } from '../../contracts/kinds/kind.js';

/** A row as PostgreSQL sends it in text format: nothing is parsed by `pg`. */
export type TextRow = readonly (string | null)[];

/** Makes `pg` hand over every value as the server's own text. */
export const textTypes = { getTypeParser: () => (text: string) => text };

/** Turns rows into a column batch, each value by the declared type of its column. */
function toColumnBatch(columns: readonly KindColumn[], rows: readonly TextRow[]): ColumnBatch {
  return {
    rows: rows.length,
    columns: columns.map(({ type }, index) =>
      rows.map((row) => {
        const text = row[index];
        return text === null || text === undefined ? null : parseValue(type, text);
      }),
    ),
  };
}

/** Rows that are there already, in batches. */
export function* toColumnBatches(kind: Kind, rows: readonly TextRow[]): Generator<ColumnBatch> {
  const { columns } = kindDeclaration(kind);
  for (let start = 0; start < rows.length; start += BATCH_ROWS) {
    yield toColumnBatch(columns, rows.slice(start, start + BATCH_ROWS));
  }
}
