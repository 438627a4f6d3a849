/**
 * Encodes and decodes 200,000 rows of kind `column` with every codec, with parquetjs-lite row by row, and with DuckDB,
 * and prints each one's time as a ratio to the fastest: `node dist/bench/parquet-codecs.js`.
 */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import type { ParquetCodec } from '../artifacts/parquet/codec.js';
import { createParquetCodec, PARQUET_CODECS, type ParquetCodecName } from '../artifacts/parquet/registry.js';
import { BATCH_ROWS, type BatchSchema, type ColumnBatch } from '../contracts/column-batch.js';
import { KINDS } from '../contracts/kinds/index.js';
import type { KindColumn, Value } from '../contracts/kinds/kind.js';
import { encodeByRows } from './parquetjs-lite-by-rows.js';

const ROWS = 200_000;
const ROUNDS = 5;

interface Measurement {
  readonly name: string;
  readonly encodeMs: number;
  readonly decodeMs: number | null;
  readonly sizeBytes: number;
}

const schema: BatchSchema = { kind: 'column', version: 1, columns: KINDS.column.columns };

/** Values as repetitive as a database's columns are: 20 to a table, few types, few defaults and comments. */
function valueAt({ name, type, nullable }: KindColumn, row: number): Value {
  if (name === 'table_name') return `customer_orders_${Math.floor(row / 20)}`;
  if (name === 'column_name') return `delivery_address_${row % 20}`;
  if (name === 'data_type')
    return ['bigint', 'text', 'numeric(10,2)', 'timestamp with time zone'][row % 4] ?? '';
  if (name === 'comment') return row % 3 === 0 ? `Column ${row} holds what its table says it holds.` : null;
  if (name === 'default_expression') return row % 5 === 0 ? `nextval('seq_${row}'::regclass)` : null;
  if (nullable) return null;
  if (type === 'boolean') return row % 4 === 0;
  if (type === 'int32') return row % 20;
  return name;
}

const batches: ColumnBatch[] = Array.from({ length: ROWS / BATCH_ROWS }, (_, batch) => ({
  rows: BATCH_ROWS,
  columns: schema.columns.map((column) =>
    Array.from({ length: BATCH_ROWS }, (_, row) => valueAt(column, batch * BATCH_ROWS + row)),
  ),
}));

async function* stream(): AsyncGenerator<ColumnBatch> {
  for (const batch of batches) yield await Promise.resolve(batch);
}

async function encode(codec: ParquetCodec): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of codec.encode(schema, stream())) chunks.push(chunk);
  return Buffer.concat(chunks);
}

async function decode(codec: ParquetCodec, bytes: Buffer): Promise<void> {
  const read = (start: number, end: number) => Promise.resolve(bytes.subarray(start, end));
  let rows = 0;
  for await (const batch of codec.decode(schema, { sizeBytes: bytes.length, read })) rows += batch.rows;
  if (rows !== ROWS) throw new Error(`${codec.name} read ${rows} rows of ${ROWS}`);
}

/** Milliseconds of the fastest of several rounds, and what the last round returned. */
async function fastest<T>(rounds: number, work: () => Promise<T>): Promise<{ ms: number; result: T }> {
  let ms = Infinity;
  for (let round = 1; ; round++) {
    const started = performance.now();
    const result = await work();
    ms = Math.min(ms, performance.now() - started);
    if (round >= rounds) return { ms, result };
  }
}

async function measureCodec(name: ParquetCodecName): Promise<Measurement> {
  const codec = await createParquetCodec(name);
  const encoded = await fastest(ROUNDS, () => encode(codec));
  const decoded = await fastest(ROUNDS, () => decode(codec, encoded.result));
  return { name, encodeMs: encoded.ms, decodeMs: decoded.ms, sizeBytes: encoded.result.length };
}

async function measureByRows(): Promise<Measurement> {
  const { ms, result } = await fastest(1, () => encodeByRows(schema, batches));
  return { name: 'parquetjs-lite by rows', encodeMs: ms, decodeMs: null, sizeBytes: result.length };
}

/** DuckDB reading and writing a file by itself: its values never become JavaScript's. */
async function measureDuckDb(file: Buffer): Promise<Measurement> {
  const directory = await mkdtemp(join(tmpdir(), 'sourcesense-bench-'));
  try {
    const [input, output] = [join(directory, 'in.parquet'), join(directory, 'out.parquet')];
    await writeFile(input, file);
    const connection = await (await DuckDBInstance.create()).connect();
    const decoded = await fastest(1, () => connection.run(`CREATE TABLE t AS FROM read_parquet('${input}')`));
    const encoded = await fastest(ROUNDS, () => connection.run(`COPY t TO '${output}' (FORMAT parquet)`));
    const { length } = await readFile(output);
    return {
      name: 'DuckDB, from its own table',
      encodeMs: encoded.ms,
      decodeMs: decoded.ms,
      sizeBytes: length,
    };
  } finally {
    await rm(directory, { recursive: true });
  }
}

function print(measurements: readonly Measurement[]): void {
  const least = (values: readonly (number | null)[]) => Math.min(...values.map((value) => value ?? Infinity));
  const encodeMs = least(measurements.map((measurement) => measurement.encodeMs));
  const decodeMs = least(measurements.map((measurement) => measurement.decodeMs));
  const lines = measurements.map((measurement) =>
    [
      measurement.name.padEnd(28),
      `${measurement.encodeMs.toFixed(0)} ms`.padStart(9),
      `${(measurement.encodeMs / encodeMs).toFixed(1)} x`.padStart(8),
      measurement.decodeMs === null ? '-'.padStart(9) : `${measurement.decodeMs.toFixed(0)} ms`.padStart(9),
      measurement.decodeMs === null
        ? '-'.padStart(8)
        : `${(measurement.decodeMs / decodeMs).toFixed(1)} x`.padStart(8),
      `${(measurement.sizeBytes / 1e6).toFixed(2)} MB`.padStart(9),
    ].join(' '),
  );
  const heading = `${ROWS} rows of ${schema.columns.length} columns`.padEnd(28);
  process.stdout.write(`${heading}    encode    ratio    decode    ratio      size\n${lines.join('\n')}\n`);
}

const measured: Measurement[] = [];
for (const name of Object.keys(PARQUET_CODECS) as ParquetCodecName[]) measured.push(await measureCodec(name));
measured.push(await measureByRows());
measured.push(await measureDuckDb(await encode(await createParquetCodec())));
print(measured);
