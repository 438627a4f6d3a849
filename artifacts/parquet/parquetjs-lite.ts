import { setImmediate as nextTurn } from 'node:timers/promises';
import parquet, {
  type FieldDefinition,
  type FileMetaData,
  type PageColumn,
  type RowBuffer,
  type RowGroup,
} from 'parquetjs-lite';
import type { BatchSchema, ColumnBatch } from '../../contracts/column-batch.js';
import type { KindColumn, Value, ValueType } from '../../contracts/kinds/kind.js';
import type { ParquetCodec, RandomAccess } from './codec.js';
import {
  checkBatch,
  checkedValues,
  checkFooter,
  corrupt,
  type FileFooter,
  footerMetadata,
  PARQUET_TYPES,
  reading,
} from './parquet-schema.js';
import { registerDictionaryEncoding } from './parquetjs-lite-dictionary.js';

const { ParquetEnvelopeReader, ParquetEnvelopeWriter, ParquetSchema, ParquetWriter } = parquet;

/** `parquetjs-lite`, fed with whole columns: its own `appendRow` takes many times as long (bench/parquet-codecs.ts). */
export const parquetjsLiteCodec: ParquetCodec = { name: 'parquetjs-lite', encode, decode };

registerDictionaryEncoding();

/** Physical types of the format by their number. */
const PHYSICAL_TYPES = ['BOOLEAN', 'INT32', 'INT64', 'INT96', 'FLOAT', 'DOUBLE', 'BYTE_ARRAY'];
const REQUIRED = 0;

function librarySchema(schema: BatchSchema): InstanceType<typeof ParquetSchema> {
  const field = ({ type, nullable }: KindColumn): FieldDefinition => {
    const parquetType = PARQUET_TYPES[type];
    return {
      type: 'annotation' in parquetType ? parquetType.annotation : parquetType.physical,
      optional: nullable,
      compression: 'SNAPPY',
      // The library orders texts by UTF-16 and writes JSON bounds it could not read back.
      statistics: false,
    };
  };
  return new ParquetSchema(Object.fromEntries(schema.columns.map((column) => [column.name, field(column)])));
}

async function* encode(
  schema: BatchSchema,
  batches: AsyncIterable<ColumnBatch>,
): AsyncGenerator<Uint8Array, void, undefined> {
  const fields = librarySchema(schema);
  const pending: Buffer[] = [];
  const options = { useDataPageV2: true, pageIndex: false };
  const envelope = new ParquetEnvelopeWriter(fields, (bytes) => void pending.push(bytes), ignore, 0, options);
  envelope.writeHeader();
  for await (const batch of batches) {
    checkBatch(schema, batch);
    await writeRowGroup(fields, envelope, rowBuffer(schema, batch));
    yield Buffer.concat(pending.splice(0));
    await nextTurn();
  }
  envelope.writeFooter(Object.fromEntries(footerMetadata(schema).map(({ key, value }) => [key, value])));
  yield Buffer.concat(pending.splice(0));
}

/**
 * The library encodes pages only inside a writer's `appendRow` and `close`. So each row group gets a writer of its
 * own, whose `close` passes that row group on and leaves the file open.
 */
async function writeRowGroup(
  fields: InstanceType<typeof ParquetSchema>,
  envelope: InstanceType<typeof ParquetEnvelopeWriter>,
  rows: RowBuffer,
): Promise<void> {
  const writer = new ParquetWriter(
    fields,
    {
      pageSize: envelope.pageSize,
      useDataPageV2: envelope.useDataPageV2,
      writeRowGroup: (encoded) => {
        envelope.writeRowGroup(encoded);
      },
      writeHeader: ignore,
      writeIndex: ignore,
      writeFooter: ignore,
      close: ignore,
    },
    {},
  );
  writer.rowBuffer = rows;
  await writer.close();
}

const ignore = (): void => undefined;

/** A batch as the library's shredder would leave it after all rows. */
function rowBuffer(schema: BatchSchema, { rows, columns }: ColumnBatch): RowBuffer {
  const columnData: Record<string, PageColumn> = {};
  const pages: Record<string, unknown[]> = {};
  for (const [index, column] of schema.columns.entries()) {
    const { name, nullable } = column;
    const values = checkedValues(schema, column, rows, columns[index] ?? []);
    columnData[name] = {
      // Copies, since the library turns texts into bytes in place.
      values: nullable ? values.filter((value) => value !== null) : values.slice(),
      dlevels: nullable ? values.map((value) => (value === null ? 0 : 1)) : new Array<number>(rows).fill(0),
      rlevels: [],
      distinct_values: new Set(),
      count: rows,
    };
    pages[name] = [];
  }
  return { rowCount: rows, pageRowCount: rows, columnData, pages };
}

async function* decode(
  schema: BatchSchema,
  file: RandomAccess,
): AsyncGenerator<ColumnBatch, void, undefined> {
  const bytes = new RowGroupWindow(file);
  // The library asks for this many bytes of every dictionary; the window gives it what there is.
  const options = { default_dictionary_size: Infinity };
  const reader = new ParquetEnvelopeReader(bytes.read, ignore, file.sizeBytes, options);
  const metadata = await reading(schema, async () => {
    await reader.readHeader();
    return reader.readFooter();
  });
  checkFooter(schema, footerOf(metadata));
  const fields = librarySchema(schema);
  for (const group of metadata.row_groups) {
    const rows = Number(group.num_rows);
    yield await reading(schema, async () => {
      await bytes.moveTo(group);
      const columns: Value[][] = [];
      for (const column of schema.columns) {
        const chunk = group.columns.find(({ meta_data }) => meta_data.path_in_schema[0] === column.name);
        if (chunk === undefined) throw corrupt(schema, `a row group has no column ${column.name}`);
        const page = await reader.readColumnChunk(fields, chunk, { rawStatistics: true });
        if (page.count !== rows) throw corrupt(schema, `${column.name} has ${page.count} values of ${rows}`);
        columns.push(valuesOf(column, page));
      }
      return { rows, columns };
    });
    await nextTurn();
  }
}

/** Serves the library's many small reads of a row group from one read of it. */
class RowGroupWindow {
  readonly #file: RandomAccess;
  #start = 0;
  #bytes: Buffer = Buffer.alloc(0);

  constructor(file: RandomAccess) {
    this.#file = file;
  }

  async moveTo(group: RowGroup): Promise<void> {
    const ranges = group.columns.map(({ meta_data }) => {
      const start = Number(meta_data.dictionary_page_offset ?? meta_data.data_page_offset);
      return { start, end: start + Number(meta_data.total_compressed_size) };
    });
    const start = Math.min(...ranges.map((range) => range.start));
    const end = Math.min(Math.max(...ranges.map((range) => range.end)), this.#file.sizeBytes);
    this.#bytes = asBuffer(await this.#file.read(start, end));
    this.#start = start;
  }

  readonly read = async (offset: number, length: number): Promise<Buffer> => {
    const from = offset - this.#start;
    if (from >= 0 && from < this.#bytes.length) return this.#bytes.subarray(from, from + length);
    return asBuffer(await this.#file.read(offset, Math.min(offset + length, this.#file.sizeBytes)));
  };
}

const asBuffer = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function footerOf(metadata: FileMetaData): FileFooter {
  const columns = metadata.schema.slice(1).map((element) => {
    const physical = PHYSICAL_TYPES[element.type ?? -1] ?? 'group';
    return [element.name, { physical, nullable: element.repetition_type !== REQUIRED }] as const;
  });
  const entries = (metadata.key_value_metadata ?? []).map(({ key, value }) => [key, value] as const);
  return { metadata: new Map(entries), columns: new Map(columns) };
}

/** From what the library hands out: bytes or texts, and numbers as text where they come out of a dictionary. */
const FROM_LIBRARY: Record<ValueType, (value: unknown) => Value> = {
  text: String,
  json: String,
  int32: Number,
  int64: (value) => BigInt(value as bigint | string),
  float64: Number,
  boolean: Boolean,
  timestamp: (value) => BigInt(value as bigint | string),
};

/** The column's values with nulls where the definition level says there is none. */
function valuesOf({ type }: KindColumn, { values, dlevels }: PageColumn): Value[] {
  const convert = FROM_LIBRARY[type];
  if (values.length === dlevels.length) return values.map(convert);
  let next = 0;
  return dlevels.map((level) => (level === 0 ? null : convert(values[next++])));
}
