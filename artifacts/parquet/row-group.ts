import type { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { rowsOf } from '../../batches/copy-values.js';
import type { BatchSchema, CopyLines } from '../../contracts/column-batch.js';
import type { ColumnChunkWriter } from './column-chunk.js';

/** Where row groups are written. */
export interface RowGroupTarget {
  readonly bytes: ByteWriter;
  readonly writer: ParquetWriter;
  readonly chunks: ColumnChunkWriter;
}

/** Writes a batch that has its lines, as the library would write its values. */
export function writeRowGroup(
  { bytes, writer, chunks }: RowGroupTarget,
  schema: BatchSchema,
  lines: CopyLines,
): void {
  const start = bytes.offset;
  const columns = schema.columns.map((_, index) => chunks.write(bytes, schema, lines, index));
  const rows = BigInt(rowsOf(lines));
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
