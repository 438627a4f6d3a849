import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ParquetCodec, RandomAccess } from '../../artifacts/parquet/codec.js';
import {
  createParquetCodec,
  DEFAULT_PARQUET_CODEC,
  PARQUET_CODECS,
  type ParquetCodecName,
} from '../../artifacts/parquet/registry.js';
import type { BatchSchema, ColumnBatch } from '../../contracts/column-batch.js';
import { ALL_KINDS, kindDeclaration } from '../../contracts/kinds/index.js';
import type { KindColumn, Value, ValueType } from '../../contracts/kinds/kind.js';

const NAMES = Object.keys(PARQUET_CODECS) as ParquetCodecName[];
const PAIRS = NAMES.flatMap((writer) => NAMES.map((reader) => [writer, reader] as const));

/** Values at the edges of each type. */
const EXTREMES: Record<ValueType, readonly Value[]> = {
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

function column(
  type: ValueType,
  nullable: boolean,
  name = `${type}_${nullable ? 'optional' : 'required'}`,
): KindColumn {
  return { name, type, nullable, doc: 'A column of a test.' };
}

const schemaOf = (columns: readonly KindColumn[], kind = 'table', version = 1): BatchSchema => ({
  kind,
  version,
  columns,
});

const ALL_TYPES = schemaOf(
  (Object.keys(EXTREMES) as ValueType[]).flatMap((type) => [column(type, false), column(type, true)]),
);

/** Rows that go through the extremes of each column's type, with nulls between where they are allowed. */
function extremes(schema: BatchSchema, rows: number): ColumnBatch {
  const value = ({ type, nullable }: KindColumn, row: number): Value => {
    const values = EXTREMES[type];
    return nullable && row % 3 === 1 ? null : (values[row % values.length] ?? null);
  };
  return {
    rows,
    columns: schema.columns.map((each) => Array.from({ length: rows }, (_, row) => value(each, row))),
  };
}

/** One row per combination that matters to a kind: extremes, and a first optional column that is null throughout. */
function rowsOfKind(schema: BatchSchema, rows: number): ColumnBatch {
  const batch = extremes(schema, rows);
  const allNull = schema.columns.findIndex(({ nullable }) => nullable);
  const columns = batch.columns.map((values, index) => (index === allNull ? values.map(() => null) : values));
  return { rows, columns };
}

async function encode(
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

async function decode(codec: ParquetCodec, schema: BatchSchema, bytes: Buffer): Promise<ColumnBatch[]> {
  const batches: ColumnBatch[] = [];
  for await (const batch of codec.decode(schema, fileOf(bytes))) batches.push(batch);
  return batches;
}

describe.each(PAIRS)('A file written by %s and read by %s', (writerName, readerName) => {
  let writer: ParquetCodec;
  let reader: ParquetCodec;

  beforeAll(async () => {
    writer = await createParquetCodec(writerName);
    reader = await createParquetCodec(readerName);
  });

  const roundTrip = async (schema: BatchSchema, batches: readonly ColumnBatch[]) =>
    decode(reader, schema, await encode(writer, schema, batches));

  it.each([1, 2, 7, 8, 9, 64, 1000])(
    'has the same values of every type in batches of %i rows',
    async (rows) => {
      const batches = [extremes(ALL_TYPES, rows), extremes(ALL_TYPES, rows + 1)];
      expect(await roundTrip(ALL_TYPES, batches)).toEqual(batches);
    },
  );

  it('has the sign of -0, which equality does not see', async () => {
    const schema = schemaOf([column('float64', false)]);
    const [batch] = await roundTrip(schema, [{ rows: 4, columns: [[0, -0, -0, 0]] }]);
    expect(batch?.columns[0]?.map((value) => Object.is(value, -0))).toEqual([false, true, true, false]);
  });

  it('has no batches when none was written', async () => {
    expect(await roundTrip(ALL_TYPES, [])).toEqual([]);
    expect(await roundTrip(ALL_TYPES, [{ rows: 0, columns: ALL_TYPES.columns.map(() => []) }])).toEqual([]);
  });

  it('has columns without a value, and columns without a null', async () => {
    const nullable = schemaOf(ALL_TYPES.columns.filter((each) => each.nullable));
    const nulls = { rows: 20, columns: nullable.columns.map(() => new Array<Value>(20).fill(null)) };
    const values = {
      rows: 20,
      columns: nullable.columns.map(({ type }) => new Array<Value>(20).fill(EXTREMES[type][1] ?? null)),
    };
    expect(await roundTrip(nullable, [nulls, values])).toEqual([nulls, values]);
  });

  it('has texts that repeat, few and many of them, in runs and in turn', async () => {
    const schema = schemaOf([column('text', false), column('text', true), column('json', false)]);
    const rows = 5000;
    const run = (length: number) =>
      Array.from({ length: rows }, (_, row) => `text ${Math.floor(row / length)}`);
    const turn = (distinct: number) => Array.from({ length: rows }, (_, row) => `text ${row % distinct}`);
    const nulls = turn(300).map((value, row) => (row % 7 < 3 ? null : value));
    const batches = [
      { rows, columns: [run(20), nulls, turn(2)] },
      { rows, columns: [turn(700), run(9).map((value, row) => (row % 11 === 0 ? null : value)), run(2500)] },
      { rows, columns: [turn(rows), nulls, turn(1)] },
    ];
    expect(await roundTrip(schema, batches)).toEqual(batches);
  });

  it('has texts of more than a page', async () => {
    const schema = schemaOf([column('text', false), column('text', true)]);
    const long = Array.from({ length: 40 }, (_, row) => `${row}`.padEnd(100_000, 'é'));
    const batch = { rows: 40, columns: [long, long.map((value, row) => (row % 2 === 0 ? null : value))] };
    expect(await roundTrip(schema, [batch])).toEqual([batch]);
  });
});

describe.each(NAMES)('The codec %s', (name) => {
  let codec: ParquetCodec;

  beforeAll(async () => {
    codec = await createParquetCodec(name);
  });

  const ten = (schema: BatchSchema) => encode(codec, schema, [extremes(schema, 10)]);
  const refusal = (sentence: RegExp) =>
    expect.objectContaining({
      category: 'artifact_corrupt',
      message: expect.stringMatching(sentence) as unknown,
    }) as unknown;

  it('writes the same bytes for the same batches', async () => {
    expect(await ten(ALL_TYPES)).toEqual(await ten(ALL_TYPES));
  });

  it('leaves the batches it writes as they were', async () => {
    const batch = extremes(ALL_TYPES, 10);
    await encode(codec, ALL_TYPES, [batch]);
    expect(batch).toEqual(extremes(ALL_TYPES, 10));
  });

  it('refuses a file of another kind, another schema version, or without a column', async () => {
    const { columns } = ALL_TYPES;
    const bytes = await ten(ALL_TYPES);
    const more = [...columns, column('text', true, 'extra')];
    await expect(decode(codec, schemaOf(columns, 'view'), bytes)).rejects.toEqual(refusal(/of kind table/));
    await expect(decode(codec, schemaOf(columns, 'table', 2), bytes)).rejects.toEqual(
      refusal(/version 1, not 2/),
    );
    await expect(decode(codec, schemaOf(more), bytes)).rejects.toEqual(refusal(/no column extra/));
  });

  it('refuses a column of another type, or with nulls where none may be', async () => {
    const bytes = await ten(schemaOf([column('int64', true, 'a')]));
    const asText = schemaOf([column('text', true, 'a')]);
    const asRequired = schemaOf([column('int64', false, 'a')]);
    await expect(decode(codec, asText, bytes)).rejects.toEqual(refusal(/a is INT64, not BYTE_ARRAY/));
    await expect(decode(codec, asRequired, bytes)).rejects.toEqual(refusal(/a may be null/));
  });

  it('refuses what is no Parquet file, or the rest of one', async () => {
    const bytes = await ten(ALL_TYPES);
    const broken = [
      Buffer.alloc(0),
      Buffer.from('PAR1'),
      Buffer.from('no Parquet file at all'),
      bytes.subarray(0, bytes.length - 1),
      bytes.subarray(1),
      Buffer.concat([bytes.subarray(0, 100), bytes.subarray(200)]),
    ];
    for (const each of broken) await expect(decode(codec, ALL_TYPES, each)).rejects.toEqual(refusal(/./));
  });

  it('passes on what reading the file throws', async () => {
    const failure = new Error('the disk went away');
    const bytes = await ten(ALL_TYPES);
    const failing = { ...fileOf(bytes), read: () => Promise.reject(failure) };
    await expect(codec.decode(ALL_TYPES, failing)[Symbol.asyncIterator]().next()).rejects.toMatchObject({
      message: expect.stringContaining('table') as unknown,
    });
  });

  it('passes on what the batches throw', async () => {
    const failure = new Error('the source went away');
    const failing = async function* () {
      yield await Promise.resolve(extremes(ALL_TYPES, 3));
      throw failure;
    };
    const reading = async () => {
      let sizeBytes = 0;
      for await (const chunk of codec.encode(ALL_TYPES, failing())) sizeBytes += chunk.length;
      return sizeBytes;
    };
    await expect(reading()).rejects.toBe(failure);
  });

  it('refuses a null in a required column, naming it', async () => {
    const schema = schemaOf([column('boolean', false)]);
    await expect(encode(codec, schema, [{ rows: 2, columns: [[true, null]] }])).rejects.toMatchObject({
      category: 'internal',
      message: expect.stringContaining('boolean_required is null in row 1') as unknown,
    });
  });

  it('hands out each row group before it takes the next batch', async () => {
    let taken = 0;
    const endless = async function* () {
      for (;;) {
        taken++;
        yield await Promise.resolve(extremes(ALL_TYPES, 10));
      }
    };
    let chunks = 0;
    for await (const chunk of codec.encode(ALL_TYPES, endless())) {
      expect(chunk.length).toBeGreaterThan(0);
      if (++chunks === 5) break;
    }
    expect(taken).toBe(5);
  });
});

/** What DuckDB calls the columns, and how it hands out their values. */
const DUCKDB: Record<ValueType, { readonly type: string; readonly value: (value: DuckDBValue) => unknown }> =
  {
    text: { type: 'VARCHAR', value: (value) => value },
    json: { type: 'JSON', value: (value) => value },
    int32: { type: 'INTEGER', value: (value) => value },
    int64: { type: 'BIGINT', value: (value) => value },
    float64: { type: 'DOUBLE', value: (value) => value },
    boolean: { type: 'BOOLEAN', value: (value) => value },
    timestamp: {
      type: 'TIMESTAMP WITH TIME ZONE',
      value: (value) =>
        typeof value === 'object' && value !== null && 'micros' in value ? value.micros : value,
    },
  };

/** parquetjs-lite can't say that a timestamp is in UTC. */
const typeIn = (writer: ParquetCodecName, type: ValueType): string =>
  type === 'timestamp' && writer === 'parquetjs-lite' ? 'TIMESTAMP' : DUCKDB[type].type;

describe.each(NAMES)('DuckDB, of a file written by %s', (name) => {
  let directory: string;
  let duckDb: DuckDBConnection;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'sourcesense-parquet-'));
    duckDb = await (await DuckDBInstance.create()).connect();
  });

  afterAll(async () => {
    duckDb.closeSync();
    await rm(directory, { recursive: true, force: true });
  });

  async function written(schema: BatchSchema, batches: readonly ColumnBatch[]): Promise<string> {
    const path = join(directory, 'file.parquet');
    await writeFile(path, await encode(await createParquetCodec(name), schema, batches));
    return path;
  }

  const typesIn = async (path: string) => {
    const described = await duckDb.runAndReadAll(`DESCRIBE FROM read_parquet('${path}')`);
    return described.getRows().map(([columnName, type]) => [columnName, type]);
  };

  it.each(ALL_KINDS)('reads kind %s with the right types, to the same values', async (kind) => {
    const schema = schemaOf(kindDeclaration(kind).columns, kind);
    const batches = [rowsOfKind(schema, 30), rowsOfKind(schema, 7)];
    const path = await written(schema, batches);
    expect(await typesIn(path)).toEqual(schema.columns.map((each) => [each.name, typeIn(name, each.type)]));
    const read = (await duckDb.runAndReadAll(`FROM read_parquet('${path}')`)).getColumns();
    for (const [index, { type, name: columnName }] of schema.columns.entries()) {
      const values = read[index]?.map((value) => DUCKDB[type].value(value));
      expect([columnName, values]).toEqual([columnName, batches.flatMap((batch) => batch.columns[index])]);
    }
  });

  it('reads the types of a file without rows', async () => {
    const path = await written(ALL_TYPES, []);
    expect(await typesIn(path)).toEqual(
      ALL_TYPES.columns.map((each) => [each.name, typeIn(name, each.type)]),
    );
    const count = await duckDb.runAndReadAll(`SELECT count(*) FROM read_parquet('${path}')`);
    expect(count.getRows()).toEqual([[0n]]);
  });

  it('finds kind and schema version in the footer, SNAPPY, and a row group per batch', async () => {
    const schema = schemaOf(ALL_TYPES.columns, 'table', 3);
    const path = await written(schema, [extremes(schema, 5), extremes(schema, 6)]);
    const footer = await duckDb.runAndReadAll(
      `SELECT decode(key), decode(value) FROM parquet_kv_metadata('${path}') ORDER BY 1`,
    );
    expect(footer.getRows()).toEqual([
      ['sourcesense.kind', 'table'],
      ['sourcesense.schema_version', '3'],
    ]);
    const groups = await duckDb.runAndReadAll(
      `SELECT DISTINCT row_group_id, row_group_num_rows, compression FROM parquet_metadata('${path}') ORDER BY 1`,
    );
    expect(groups.getRows()).toEqual([
      [0n, 5n, 'SNAPPY'],
      [1n, 6n, 'SNAPPY'],
    ]);
  });
});

describe('The registry of codecs', () => {
  it('gives the default unless one is named', async () => {
    expect((await createParquetCodec()).name).toBe(DEFAULT_PARQUET_CODEC);
    for (const name of NAMES) expect((await createParquetCodec(name)).name).toBe(name);
  });

  it('says which there are when it is asked for another', async () => {
    await expect(createParquetCodec('orc')).rejects.toMatchObject({
      category: 'invalid_input',
      message: expect.stringContaining(NAMES.join(', ')) as unknown,
    });
  });
});
