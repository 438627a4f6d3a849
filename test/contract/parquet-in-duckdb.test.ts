import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance, type DuckDBValue } from '@duckdb/node-api';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  createParquetCodec,
  PARQUET_CODECS,
  type ParquetCodecName,
} from '../../artifacts/parquet/registry.js';
import type { BatchSchema, ColumnBatch } from '../../contracts/column-batch.js';
import { ALL_KINDS, kindDeclaration } from '../../contracts/kinds/index.js';
import type { Value, ValueType } from '../../contracts/kinds/kind.js';
import { ALL_TYPES, encode, extremes, FORMS, schemaOf } from '../support/parquet-samples.js';

const NAMES = Object.keys(PARQUET_CODECS) as ParquetCodecName[];

/** One row per combination that matters to a kind: extremes, and a first optional column that is null throughout. */
function rowsOfKind(schema: BatchSchema, rows: number): ColumnBatch {
  const batch = extremes(schema, rows);
  const allNull = schema.columns.findIndex(({ nullable }) => nullable);
  const columns = batch.columns.map((values, index) => (index === allNull ? values.map(() => null) : values));
  return { rows, columns };
}

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

/** DuckDB's client for Node drops a leading U+FEFF when it decodes a text; DuckDB itself does not. */
const withoutByteOrderMark = (value: Value): Value =>
  typeof value === 'string' ? value.replace(/^\uFEFF/, '') : value;

/** parquetjs-lite can't say that a timestamp is in UTC. */
const typeIn = (writer: ParquetCodecName, type: ValueType): string =>
  type === 'timestamp' && writer === 'parquetjs-lite' ? 'TIMESTAMP' : DUCKDB[type].type;

const FORM_NAMES = Object.keys(FORMS) as (keyof typeof FORMS)[];
const WRITTEN = NAMES.flatMap((name) => FORM_NAMES.map((form) => [name, form] as const));

describe.each(WRITTEN)('DuckDB, of a file written by %s of %s', (name, form) => {
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
    const made = batches.map((batch) => FORMS[form](schema, batch));
    await writeFile(path, await encode(await createParquetCodec(name), schema, made));
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
      const expected = batches.flatMap((batch) => batch.columns[index] ?? []).map(withoutByteOrderMark);
      expect([columnName, values]).toEqual([columnName, expected]);
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
