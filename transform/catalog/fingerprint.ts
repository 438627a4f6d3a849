import { hash } from 'node:crypto';
import { copyTextOf, isVerbatim } from '../../batches/copy-text.js';
import { startOf } from '../../batches/copy-values.js';
import { RowTexts } from '../../batches/row-texts.js';
import type { ColumnBatch, CopyLines } from '../../contracts/column-batch.js';
import type { KindColumn, KindDeclaration } from '../../contracts/kinds/kind.js';
import { type TextSlots, writeAscii } from './text-slots.js';

/** Hexadecimal digits of a fingerprint: 128 bits. */
export const FINGERPRINT_LENGTH = 32;

/**
 * Writes the fingerprint of every row: 128 bits of a SHA-256 over its line in the text format of COPY, as far as volatile
 * columns, which come last. Two versions of an object with the same fingerprint are the same.
 */
export function writeFingerprints({ columns }: KindDeclaration, batch: ColumnBatch, slots: TextSlots): void {
  const stable = columns.filter(({ volatile }) => volatile !== true);
  const [lines] = batch.lines ?? [];
  const contentOf =
    lines !== undefined && isVerbatim(columns)
      ? ofLines(lines, stable.length)
      : ofValues(stable, columns.length, batch);
  const { bytes, start, stride } = slots;
  for (let row = 0; row < batch.rows; row++) {
    const hex = hash('sha256', contentOf(row), 'hex');
    writeAscii(bytes, start + row * stride, hex, 0, FINGERPRINT_LENGTH);
  }
}

/** What is hashed of a row. */
type ContentOf = (row: number) => string | Uint8Array;

function ofLines(lines: CopyLines, stable: number): ContentOf {
  const { bytes, ends, width } = lines;
  return (row) => {
    const first = row * width;
    const end = (ends[first + stable - 1] ?? 0) + 1;
    return bytes.subarray(startOf(lines, first), end);
  };
}

function ofValues(stable: readonly KindColumn[], width: number, { rows, columns }: ColumnBatch): ContentOf {
  const texts = new RowTexts(
    rows,
    stable.map(({ type }, index) => ({
      values: columns[index] ?? [],
      text: copyTextOf(type, index === width - 1 ? '\n' : '\t'),
    })),
  );
  return (row) => texts.at(row);
}
