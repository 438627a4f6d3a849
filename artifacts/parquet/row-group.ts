import type { ColumnChunk, SchemaElement } from 'hyparquet';
import type { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { writeColumn } from 'hyparquet-writer/src/column.js';
import { snappyCompress } from 'hyparquet-writer/src/snappy.js';
import { isNullAt, rowsOf } from '../../batches/copy-values.js';
import type { BatchSchema, ColumnBatch, CopyLines } from '../../contracts/column-batch.js';
import type { KindColumn, Value } from '../../contracts/kinds/kind.js';
import { checkedValues, nullOfRequired, PARQUET_TYPES } from './parquet-schema.js';
import type { TextChunkWriter } from './text-chunk.js';

/** Where row groups are written. */
export interface RowGroupTarget {
  readonly bytes: ByteWriter;
  readonly writer: ParquetWriter;
  readonly texts: TextChunkWriter;
  /** The root, and an element per column. */
  readonly elements: readonly SchemaElement[];
}

/** Writes a batch that has its lines: texts from their bytes, all else from its values, as the library does. */
export function writeRowGroup(
  { bytes, writer, texts, elements }: RowGroupTarget,
  schema: BatchSchema,
  batch: ColumnBatch,
  lines: CopyLines,
): void {
  const start = bytes.offset;
  const columns = schema.columns.map((column, index) => {
    const schemaPath = [elements[0], elements[index + 1]].filter((element) => element !== undefined);
    if (PARQUET_TYPES[column.type].physical !== 'BYTE_ARRAY') {
      const values = checkedValues(schema, column, batch.rows, batch.columns[index] ?? []);
      return valueChunk(bytes, column, schemaPath, values);
    }
    if (!column.nullable) refuseNulls(schema, column, lines, index);
    return texts.write(bytes, column, lines, index);
  });
  const rows = BigInt(batch.rows);
  writer.num_rows += rows;
  writer.row_groups.push({
    columns,
    total_byte_size: columns.reduce(
      (sum, { meta_data }) => sum + (meta_data?.total_uncompressed_size ?? 0n),
      0n,
    ),
    num_rows: rows,
    total_compressed_size: BigInt(bytes.offset - start),
  });
}

function refuseNulls(schema: BatchSchema, column: KindColumn, lines: CopyLines, index: number): void {
  for (let row = 0; row < rowsOf(lines); row++) {
    if (isNullAt(lines, row * lines.width + index)) throw nullOfRequired(schema, column, row);
  }
}

function valueChunk(
  writer: ByteWriter,
  { name, nullable }: KindColumn,
  schemaPath: SchemaElement[],
  values: readonly Value[],
): ColumnChunk {
  const column = {
    columnName: name,
    element: schemaPath[1] ?? { name },
    schemaPath,
    codec: 'SNAPPY' as const,
    compressors: { SNAPPY: snappyCompress },
    stats: false,
    pageSize: 0,
    columnIndex: false,
    offsetIndex: false,
    encoding: 'PLAIN' as const,
  };
  const pageData = {
    values: values as Value[],
    definitionLevels: nullable ? values.map((value) => (value === null ? 0 : 1)) : [],
    repetitionLevels: [],
    maxDefinitionLevel: nullable ? 1 : 0,
  };
  return writeColumn({ writer, column, pageData }).chunk;
}
