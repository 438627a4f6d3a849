import { escapeCopyText } from '../../batches/copy-text.js';
import type { ParquetCodec, RandomAccess } from '../../artifacts/parquet/codec.js';
import type { BatchSchema, ColumnBatch } from '../../contracts/column-batch.js';
import type { KindColumn, Value, ValueType } from '../../contracts/kinds/kind.js';
import { CopyDecoder } from '../../sources/postgres/copy-decoder.js';

/** Values at the edges of each type. */
export const EXTREMES: Record<ValueType, readonly Value[]> = {
  text: [
    '',
    ' ',
    'NULL',
    'ünï©ödé',
    '🗝️ emoji',
    '\uFEFFbyte order mark',
    'tab\tnewline\n\r',
    'nul\0',
    'x'.repeat(100_000),
  ],
  json: ['{}', '[]', 'null', '"text"', '{"a": [1, "ü🗝️"], "b": "\\"quoted\\""}', '1e400'],
  int32: [0, 1, -1, 2_147_483_647, -2_147_483_648],
  int64: [0n, 1n, -1n, 2n ** 53n + 1n, 2n ** 63n - 1n, -(2n ** 63n)],
  float64: [0, -0, 0.1, -1.5, Number.MAX_VALUE, Number.MIN_VALUE, Infinity, -Infinity, NaN],
  boolean: [true, false],
  timestamp: [0n, 1n, -1n, 1_769_853_600_123_456n, -62_135_596_800_000_000n, 253_402_300_799_999_999n],
};

/** A column named after its type. */
export function column(
  type: ValueType,
  nullable: boolean,
  name = `${type}_${nullable ? 'optional' : 'required'}`,
): KindColumn {
  return { name, type, nullable, doc: 'A column of a test.' };
}

/** A schema of these columns. */
export const schemaOf = (columns: readonly KindColumn[], kind = 'table', version = 1): BatchSchema => ({
  kind,
  version,
  columns,
});

/** Every value type, required and optional. */
export const ALL_TYPES = schemaOf(
  (Object.keys(EXTREMES) as ValueType[]).flatMap((type) => [column(type, false), column(type, true)]),
);

/** Rows that go through the extremes of each column's type, with nulls between where they are allowed. */
export function extremes(schema: BatchSchema, rows: number): ColumnBatch {
  const value = ({ type, nullable }: KindColumn, row: number): Value => {
    const values = EXTREMES[type];
    return nullable && row % 3 === 1 ? null : (values[row % values.length] ?? null);
  };
  return {
    rows,
    columns: schema.columns.map((each) => Array.from({ length: rows }, (_, row) => value(each, row))),
  };
}

/** What a batch may be made of. */
export const FORMS = {
  values: (_schema: BatchSchema, batch: ColumnBatch) => batch,
  lines: asLines,
};

/** The rows as a source sends them. */
function asLines({ columns }: BatchSchema, batch: ColumnBatch): ColumnBatch {
  const text = (value: Value) => {
    if (value === null) return '\\N';
    if (typeof value === 'boolean') return value ? 't' : 'f';
    return Object.is(value, -0) ? '-0' : escapeCopyText(String(value));
  };
  const lines = Array.from({ length: batch.rows }, (_, row) =>
    batch.columns.map((values) => text(values[row] ?? null)).join('\t'),
  );
  const decoder = new CopyDecoder(columns);
  const [received] = [
    ...decoder.decode(Buffer.from(lines.map((line) => `${line}\n`).join(''))),
    ...decoder.end(),
  ];
  return received ?? batch;
}

/** A whole file of batches. */
export async function encode(
  codec: ParquetCodec,
  schema: BatchSchema,
  batches: readonly ColumnBatch[],
): Promise<Buffer> {
  const stream = async function* () {
    for (const batch of batches) yield await Promise.resolve(batch);
  };
  const chunks: Uint8Array[] = [];
  for await (const chunk of codec.encode(schema, stream())) chunks.push(chunk);
  return Buffer.concat(chunks);
}

const fileOf = (bytes: Buffer): RandomAccess => ({
  sizeBytes: bytes.length,
  read: (start, end) => Promise.resolve(bytes.subarray(start, end)),
});

/** All batches of a file. */
export async function decode(
  codec: ParquetCodec,
  schema: BatchSchema,
  bytes: Buffer,
): Promise<ColumnBatch[]> {
  const batches: ColumnBatch[] = [];
  for await (const batch of codec.decode(schema, fileOf(bytes))) batches.push(batch);
  return batches;
}
