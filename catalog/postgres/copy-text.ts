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

/**
 * A column's values as COPY text, one text if all are the same. Neighbours are often equal (names of database, schema,
 * table): encoded once.
 */
function encodeColumn(
  values: readonly Value[],
  rows: number,
  encode: (value: never) => string,
): string | string[] {
  const texts: string[] = new Array<string>(rows);
  let previous: Value = null;
  let text = NULL;
  let changes = 0;
  for (let row = 0; row < rows; row++) {
    const value = values[row] ?? null;
    if (value !== previous) {
      text = value === null ? NULL : encode(value as never);
      previous = value;
      if (row > 0) changes++;
    }
    texts[row] = text;
  }
  return changes === 0 ? text : texts;
}

/** What the lines of a batch are made of: texts that vary by row, each but the last followed by what all rows share. */
interface LineParts {
  readonly start: string;
  readonly varying: readonly { readonly texts: readonly string[]; readonly after: string }[];
}

/** Columns that are the same in all rows of a batch, as most are, are joined once rather than in every line. */
function linePartsOf(schema: BatchSchema, batch: ColumnBatch, leading: readonly string[]): LineParts {
  let shared = leading.map(escapeCopyText).join('\t');
  let start: string | undefined;
  const varying: { texts: readonly string[]; after: string }[] = [];
  for (const [index, { type }] of schema.columns.entries()) {
    const encode = ENCODERS[type] as (value: never) => string;
    const column = encodeColumn(batch.columns[index] ?? [], batch.rows, encode);
    shared += '\t';
    if (typeof column === 'string') {
      shared += column;
      continue;
    }
    const last = varying.at(-1);
    if (last === undefined) start = shared;
    else last.after = shared;
    varying.push({ texts: column, after: '' });
    shared = '';
  }
  const last = varying.at(-1);
  if (last === undefined) return { start: `${shared}\n`, varying };
  last.after = `${shared}\n`;
  return { start: start ?? '', varying };
}

/** The rows of a batch, in chunks of whole lines; every line starts with the `leading` values, which all rows share. */
export function* copyText(
  schema: BatchSchema,
  batch: ColumnBatch,
  leading: readonly string[],
): Generator<string> {
  const { start, varying } = linePartsOf(schema, batch, leading);
  let chunk = '';
  for (let row = 0; row < batch.rows; row++) {
    chunk += start;
    for (const { texts, after } of varying) chunk += (texts[row] ?? NULL) + after;
    if (chunk.length >= CHUNK_LENGTH) {
      yield chunk;
      chunk = '';
    }
  }
  if (chunk !== '') yield chunk;
}
