import { beforeAll, describe, expect, it } from '@jest/globals';
import type { ParquetCodec, RandomAccess } from '../../artifacts/parquet/codec.js';
import {
  createParquetCodec,
  DEFAULT_PARQUET_CODEC,
  PARQUET_CODECS,
  type ParquetCodecName,
} from '../../artifacts/parquet/registry.js';
import type { BatchSchema, ColumnBatch } from '../../contracts/column-batch.js';
import { SourceSenseError } from '../../contracts/failure.js';
import type { Value } from '../../contracts/kinds/kind.js';
import {
  ALL_TYPES,
  column,
  decode,
  encode,
  EXTREMES,
  FORMS,
  extremes,
  schemaOf,
} from '../support/parquet-samples.js';

const NAMES = Object.keys(PARQUET_CODECS) as ParquetCodecName[];
const FORM_NAMES = Object.keys(FORMS) as (keyof typeof FORMS)[];
const PAIRS = NAMES.flatMap((writer) =>
  NAMES.flatMap((reader) => FORM_NAMES.map((form) => [writer, form, reader] as const)),
);

describe.each(PAIRS)('A file written by %s of %s and read by %s', (writerName, form, readerName) => {
  let writer: ParquetCodec;
  let reader: ParquetCodec;

  beforeAll(async () => {
    writer = await createParquetCodec(writerName);
    reader = await createParquetCodec(readerName);
  });

  const roundTrip = async (schema: BatchSchema, batches: readonly ColumnBatch[]) =>
    decode(
      reader,
      schema,
      await encode(
        writer,
        schema,
        batches.map((batch) => FORMS[form](schema, batch)),
      ),
    );

  it.each([1, 2, 7, 8, 9, 64, 1000])(
    'has the same values of every type in batches of %i rows',
    async (rows) => {
      const batches = [extremes(ALL_TYPES, rows), extremes(ALL_TYPES, rows + 1)];
      expect(await roundTrip(ALL_TYPES, batches)).toEqual(batches);
    },
  );

  it('has the sign of -0 among zeros, which a dictionary would drop', async () => {
    const schema = schemaOf([column('float64', false)]);
    const zeros = Array.from({ length: 1000 }, (_, row) => (row % 3 === 0 ? -0 : 0));
    const [batch] = await roundTrip(schema, [{ rows: 1000, columns: [zeros] }]);
    expect(batch?.columns[0]?.map((value) => Object.is(value, -0))).toEqual(
      zeros.map((zero) => Object.is(zero, -0)),
    );
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
    const failure = new SourceSenseError('store_unavailable', 'The store went away.');
    const bytes = await ten(ALL_TYPES);
    for (const readsBefore of [0, 1]) {
      let reads = 0;
      const read: RandomAccess['read'] = (start, end) =>
        reads++ < readsBefore ? Promise.resolve(bytes.subarray(start, end)) : Promise.reject(failure);
      const reading = codec.decode(ALL_TYPES, { sizeBytes: bytes.length, read })[Symbol.asyncIterator]();
      await expect(reading.next()).rejects.toBe(failure);
    }
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
