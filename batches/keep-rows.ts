import type { ColumnBatch } from '../contracts/column-batch.js';

/**
 * The rows of a batch whose place in `isKept` is true, in their order: the batch itself, with its lines, where that is
 * every row, else its values without lines. May be without rows.
 */
export function keepRows(batch: ColumnBatch, isKept: readonly boolean[]): ColumnBatch {
  const rows = isKept.filter(Boolean).length;
  if (rows === batch.rows) return batch;
  return { rows, columns: batch.columns.map((values) => values.filter((_, row) => isKept[row])) };
}
