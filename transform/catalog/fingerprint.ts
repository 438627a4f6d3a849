import { hash } from 'node:crypto';
import { copyTextOf, isVerbatim } from '../../batches/copy-text.js';
import { rowsOf, startOf } from '../../batches/copy-values.js';
import { RowTexts } from '../../batches/row-texts.js';
import type { ColumnBatch, CopyLines } from '../../contracts/column-batch.js';
import type { KindColumn, KindDeclaration } from '../../contracts/kinds/kind.js';

/** Hexadecimal digits of a fingerprint: 128 bits. */
const DIGITS = 32;

/**
 * The fingerprint of every row: 128 bits of a SHA-256 over its line in the text format of COPY, as far as volatile columns,
 * which come last. Two versions of an object with the same fingerprint are the same.
 */
export function fingerprints({ columns }: KindDeclaration, batch: ColumnBatch): string[] {
  const stable = columns.filter(({ volatile }) => volatile !== true);
  const [lines] = batch.lines ?? [];
  return lines !== undefined && isVerbatim(columns)
    ? ofLines(lines, stable.length)
    : ofValues(stable, columns.length, batch);
}

function ofLines(lines: CopyLines, stable: number): string[] {
  const { bytes, ends, width } = lines;
  return Array.from({ length: rowsOf(lines) }, (_, row) => {
    const first = row * width;
    const end = (ends[first + stable - 1] ?? 0) + 1;
    return hash('sha256', bytes.subarray(startOf(lines, first), end), 'hex').slice(0, DIGITS);
  });
}

function ofValues(stable: readonly KindColumn[], width: number, { rows, columns }: ColumnBatch): string[] {
  const texts = new RowTexts(
    rows,
    stable.map(({ type }, index) => ({
      values: columns[index] ?? [],
      text: copyTextOf(type, index === width - 1 ? '\n' : '\t'),
    })),
  );
  return Array.from({ length: rows }, (_, row) => hash('sha256', texts.at(row), 'hex').slice(0, DIGITS));
}
