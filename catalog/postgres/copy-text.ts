import type { BatchSchema, ColumnBatch } from '../../contracts/column-batch.js';
import type { KindColumn, Value, ValueTypes } from '../../contracts/kinds/kind.js';
import { RowTexts } from '../../contracts/row-text.js';

/**
 * PostgreSQL's COPY text format (https://www.postgresql.org/docs/current/sql-copy.html): a line per row, values
 * separated by tabs, `\N` for null. Measured in `bench/catalog-landing.ts`.
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

/** The text of a value of that type, `after` following it. */
function textOf(type: KindColumn['type'], after: string): (value: Value) => string {
  const encode = ENCODERS[type] as (value: never) => string;
  return (value) => (value === null ? NULL : encode(value as never)) + after;
}

/** The rows of a batch, in chunks of whole lines; every line starts with the `leading` values, which all rows share. */
export function* copyText(
  { columns }: BatchSchema,
  batch: ColumnBatch,
  leading: readonly string[],
): Generator<string> {
  const shared = leading.map((value) => ({ values: [value], text: textOf('text', '\t') }));
  const own = columns.map(({ type }, index) => ({
    values: batch.columns[index] ?? [],
    text: textOf(type, index === columns.length - 1 ? '\n' : '\t'),
  }));
  const lines = new RowTexts(batch.rows, [...shared, ...own]);
  let chunk = '';
  for (let row = 0; row < batch.rows; row++) {
    chunk += lines.at(row);
    if (chunk.length >= CHUNK_LENGTH) {
      yield chunk;
      chunk = '';
    }
  }
  if (chunk !== '') yield chunk;
}
