import { copyBatch } from '../../batches/copy-batch.js';
import type { ColumnBatch } from '../../contracts/column-batch.js';
import { CATALOG_COLUMNS } from '../../contracts/kinds/batch-schemas.js';
import { type TextSlots, writeAscii } from './text-slots.js';

const TAB = 0x09;
const LINE_FEED = 0x0a;

/** A column of lines that are all of one length. */
export interface FixedColumn {
  /** Characters, all ASCII, of each text. */
  readonly length: number;
  /** Writes all of them. */
  readonly write: (slots: TextSlots) => void;
}

/** A column that is null in every row. */
export function nullColumn(rows: number): FixedColumn {
  const text = '\\N';
  const write = ({ bytes, start, stride }: TextSlots) => {
    for (let row = 0; row < rows; row++) writeAscii(bytes, start + row * stride, text, 0, text.length);
  };
  return { length: text.length, write };
}

/** Identities, parents and fingerprints, in this order, as lines: to be stored, and to land, as bytes. */
export function identityBatch(rows: number, columns: readonly FixedColumn[]): ColumnBatch {
  const width = columns.length;
  const stride = columns.reduce((sum, { length }) => sum + length + 1, 0);
  const bytes = Buffer.allocUnsafeSlow(rows * stride);
  const ends = new Uint32Array(rows * width);
  let start = 0;
  for (const [index, { length, write }] of columns.entries()) {
    write({ bytes, start, stride });
    const separator = index === width - 1 ? LINE_FEED : TAB;
    for (let row = 0, end = start + length; row < rows; row++, end += stride) {
      bytes[end] = separator;
      ends[row * width + index] = end;
    }
    start += length + 1;
  }
  return copyBatch({ bytes, width, ends }, CATALOG_COLUMNS);
}
