import parquet from 'parquetjs-lite';
import type { BatchSchema, ColumnBatch } from '../contracts/column-batch.js';
import type { KindColumn } from '../contracts/kinds/kind.js';
import { PARQUET_TYPES } from '../artifacts/parquet/parquet-schema.js';

/** Encodes with parquetjs-lite the way its own documentation shows: a row at a time. */
export async function encodeByRows(schema: BatchSchema, batches: readonly ColumnBatch[]): Promise<Buffer> {
  const fields = Object.fromEntries(schema.columns.map((column) => [column.name, field(column)]));
  const chunks: Buffer[] = [];
  const librarySchema = new parquet.ParquetSchema(fields);
  const envelope = new parquet.ParquetEnvelopeWriter(
    librarySchema,
    (bytes) => void chunks.push(bytes),
    () => undefined,
    0,
    { useDataPageV2: true, pageIndex: false },
  );
  const writer = new parquet.ParquetWriter(librarySchema, envelope, {});
  for (const { rows, columns } of batches) {
    for (let row = 0; row < rows; row++) {
      const values = schema.columns.map(({ name }, index) => [name, columns[index]?.[row]] as const);
      await writer.appendRow(Object.fromEntries(values));
    }
  }
  await writer.close();
  return Buffer.concat(chunks);
}

function field({ type, nullable }: KindColumn) {
  const parquetType = PARQUET_TYPES[type];
  return {
    type: 'annotation' in parquetType ? parquetType.annotation : parquetType.physical,
    optional: nullable,
    compression: 'SNAPPY',
    statistics: false,
  } as const;
}
