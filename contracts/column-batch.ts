import type { KindColumn, Value } from './kinds/kind.js';

/**
 * A bounded block of rows, held column by column: what sources yield, Parquet row groups hold, transformers map
 * and the catalog lands. `columns[i][r]` is row `r` of `schema.columns[i]`.
 *
 * Column-wise because the Parquet writers are 4 to 7 times faster when fed whole columns than by rows (our
 * measurement, `docs/benchmarks.md`).
 */
export interface ColumnBatch {
  /** Rows in this batch; every array in `columns` has this length. */
  readonly rows: number;
  readonly columns: readonly (readonly Value[])[];
  /**
   * The same rows as text, where they came or were made as such, so that whoever needs text or bytes need not make
   * values first: blocks of columns side by side, all columns together. The values are read from them when asked for.
   */
  readonly lines?: readonly CopyLines[];
}

/**
 * Rows in the text format of PostgreSQL's COPY (https://www.postgresql.org/docs/current/sql-copy.html): a line per row,
 * values separated by tabs, `\N` for null. What may be done with them is in `batches/`.
 */
export interface CopyLines {
  /** Valid UTF-8. */
  readonly bytes: Uint8Array;
  /** Values of a line. */
  readonly width: number;
  /** Where value `index % width` of row `index / width` ends: at its tab, the last of a row at its line feed. */
  readonly ends: Uint32Array;
}

/** The shape of the batches in one file or stream. */
export interface BatchSchema {
  /** The kind whose rows these are; kept in the Parquet footer. */
  readonly kind: string;
  /** The version of the schema; kept in the Parquet footer. */
  readonly version: number;
  readonly columns: readonly KindColumn[];
}

/** Rows a batch holds at most: about 35 columns of 5,000 values, a few megabytes. */
export const BATCH_ROWS = 5000;
