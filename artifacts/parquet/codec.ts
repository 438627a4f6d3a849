import type { BatchSchema, ColumnBatch } from '../../contracts/column-batch.js';

/** Random access to a file's bytes, as a Parquet reader needs it: the footer is at the end. */
export interface RandomAccess {
  readonly sizeBytes: number;
  /** Bytes `start` to `end` (exclusive). Throws `SourceSenseError`, which a codec passes on. */
  read(start: number, end: number): Promise<Uint8Array>;
}

/**
 * Writes and reads Parquet files of column batches. Every codec reads every other's files, and DuckDB and pyarrow
 * read them all; `test/contract/parquet-codec.test.ts` holds them to it.
 */
export interface ParquetCodec {
  readonly name: string;
  /**
   * The file's bytes, a row group per batch, as they are made; memory holds one row group. The footer's key-value
   * metadata has `sourcesense.kind` and `sourcesense.schema_version`. An all-null column keeps its type.
   */
  encode(schema: BatchSchema, batches: AsyncIterable<ColumnBatch>): AsyncIterable<Uint8Array>;
  /**
   * The batches of a file, a row group each. Throws `SourceSenseError` of category `artifact_corrupt` when the file
   * is damaged, is of another kind or schema version, or lacks a column of `schema`.
   */
  decode(schema: BatchSchema, file: RandomAccess): AsyncIterable<ColumnBatch>;
}
