import type { ColumnBatch, CopyLines } from '../contracts/column-batch.js';
import type { KindColumn, Value } from '../contracts/kinds/kind.js';
import { columnValues, rowsOf } from './copy-values.js';

/** Lines as a batch; the values of a column are made when they are first asked for. */
export function copyBatch(lines: CopyLines, columns: readonly KindColumn[]): ColumnBatch {
  const values = lazily(columns.length, (index) => {
    const type = columns[index]?.type ?? 'text';
    return columnValues(lines, index, type);
  });
  return { rows: rowsOf(lines), columns: values, lines: [lines] };
}

/** Two batches of the same rows as one, the columns of the first before those of the second. */
export function sideBySide(left: ColumnBatch, right: ColumnBatch): ColumnBatch {
  const { length } = left.columns;
  const columns = lazily(length + right.columns.length, (index) => {
    const values = index < length ? left.columns[index] : right.columns[index - length];
    return values ?? [];
  });
  const isText = left.lines !== undefined && right.lines !== undefined;
  return { rows: left.rows, columns, ...(isText && { lines: [...left.lines, ...right.lines] }) };
}

/** Some columns of a batch, by their positions. */
export function columnsOf(batch: ColumnBatch, positions: readonly number[]): ColumnBatch {
  const columns = lazily(positions.length, (index) => batch.columns[positions[index] ?? -1] ?? []);
  return { rows: batch.rows, columns };
}

/** An array whose elements are made one by one, each when it is first asked for. */
function lazily(length: number, make: (index: number) => readonly Value[]): (readonly Value[])[] {
  const made: (readonly Value[])[] = new Array<readonly Value[]>(length);
  for (let index = 0; index < length; index++) {
    const replace = (value: readonly Value[]) => {
      Object.defineProperty(made, index, { value, enumerable: true });
      return value;
    };
    Object.defineProperty(made, index, {
      get: () => replace(make(index)),
      enumerable: true,
      configurable: true,
    });
  }
  return made;
}
