import { BATCH_ROWS, type ColumnBatch } from '../../contracts/column-batch.js';
import { type Kind, kindDeclaration } from '../../contracts/kinds/index.js';
import type { KindColumn, Value, ValueType } from '../../contracts/kinds/kind.js';

/** A row as PostgreSQL sends it in text format: nothing is parsed by `pg`. */
export type TextRow = readonly (string | null)[];

/** Makes `pg` hand over every value as the server's own text. */
export const textTypes = { getTypeParser: () => (text: string) => text };

const PARSE: Readonly<Record<ValueType, (text: string) => Value>> = {
  text: (text) => text,
  json: (text) => text,
  int32: Number,
  int64: BigInt,
  float64: Number,
  boolean: (text) => text === 't',
  timestamp: BigInt,
};

/** A value by the declared type of its column. */
export function parseValue(type: ValueType, text: string): Value {
  return PARSE[type](text);
}

/** Turns rows into a column batch, each value by the declared type of its column. */
export function toColumnBatch(columns: readonly KindColumn[], rows: readonly TextRow[]): ColumnBatch {
  return {
    rows: rows.length,
    columns: columns.map(({ type }, index) => {
      const parse = PARSE[type];
      return rows.map((row) => {
        const text = row[index];
        return text === null || text === undefined ? null : parse(text);
      });
    }),
  };
}

/** Rows that are there already, in batches. */
export function* toColumnBatches(kind: Kind, rows: readonly TextRow[]): Generator<ColumnBatch> {
  const { columns } = kindDeclaration(kind);
  for (let start = 0; start < rows.length; start += BATCH_ROWS) {
    yield toColumnBatch(columns, rows.slice(start, start + BATCH_ROWS));
  }
}
