import type { BatchSchema, ColumnBatch } from '../contracts/column-batch.js';
import type { Kind } from '../contracts/kinds/index.js';

/** Maps a kind's batches from one schema to another; a pure function of each batch. */
export interface Transformer {
  readonly name: string;
  /** The shape of what comes in. */
  input(kind: Kind): BatchSchema;
  /** The shape of what goes out. */
  output(kind: Kind): BatchSchema;
  transform(kind: Kind, batch: ColumnBatch): ColumnBatch;
}
