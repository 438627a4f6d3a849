import type { BatchSchema, ColumnBatch } from '../../contracts/column-batch.js';
import type { Value, ValueTypes } from '../../contracts/kinds/kind.js';

/**
 * PostgreSQL's COPY text format (https://www.postgresql.org/docs/current/sql-copy.html): a line per row, values
 * separated by tabs, `\N` for null. Strings are built column by column, then joined by rows: monomorphic loops over
 * arrays, measured in `bench/catalog-landing.ts`.
 */

/** UTF-16 units a chunk has at least: large enough that the stream's cost per write vanishes, small enough to flow. */
const CHUNK_LENGTH = 128 * 1024;

const NULL = '\\N';
const SPECIAL = /[\\\t\n\r]/;
const ESCAPES: Readonly<Record<string, string>> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** One text as COPY text; nearly all need no escape, which a test finds out faster than a replace. */
export function escapeCopyText(text: string): string {
  return SPECIAL.test(text) ? text.replace(/[\\\t\n\r]/g, (character) => ESCAPES[character] ?? '') : text;
}

/** Microseconds since 1970 as ISO 8601 with six decimals. */
function timestampText(microseconds: bigint): string {
  const remainder = ((microseconds % 1000n) + 1000n) % 1000n;
  const milliseconds = Number((microseconds - remainder) / 1000n);
  return new Date(milliseconds).toISOString().replace('Z', `${String(remainder).padStart(3, '0')}Z`);
}

const ENCODERS: { readonly [T in keyof ValueTypes]: (value: ValueTypes[T]) => string } = {
  text: escapeCopyText,
  json: escapeCopyText,
  int32: String,
  int64: String,
  float64: String,
  boolean: (value) => (value ? 't' : 'f'),
  timestamp: timestampText,
};

/** A column's values as COPY text. Neighbours are often equal (names of database, schema, table): encoded once. */
function encodeColumn(values: readonly Value[], encode: (value: never) => string): string[] {
  const texts: string[] = new Array<string>(values.length);
  let previous: Value = null;
  let text = NULL;
  for (let row = 0; row < values.length; row++) {
    const value = values[row] ?? null;
    if (value !== previous) {
      text = value === null ? NULL : encode(value as never);
      previous = value;
    }
    texts[row] = text;
  }
  return texts;
}

/** The rows of a batch, in chunks of whole lines; every line starts with the `leading` values, which all rows share. */
export function* copyText(
  schema: BatchSchema,
  batch: ColumnBatch,
  leading: readonly string[],
): Generator<string> {
  const columns = schema.columns.map(({ type }, index) =>
    encodeColumn(batch.columns[index] ?? [], ENCODERS[type] as (value: never) => string),
  );
  const start = leading.map(escapeCopyText).join('\t');
  let chunk = '';
  for (let row = 0; row < batch.rows; row++) {
    chunk += start;
    for (const texts of columns) chunk += `\t${texts[row] ?? NULL}`;
    chunk += '\n';
    if (chunk.length >= CHUNK_LENGTH) {
      yield chunk;
      chunk = '';
    }
  }
  if (chunk !== '') yield chunk;
}
