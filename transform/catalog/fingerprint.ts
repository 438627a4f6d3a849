import { hash } from 'node:crypto';
import type { ColumnBatch } from '../../contracts/column-batch.js';
import type { KindDeclaration, Value } from '../../contracts/kinds/kind.js';
import { RowTexts } from '../../contracts/row-text.js';

/** A value's mark, its text and a NUL, which PostgreSQL's text can't hold; of null the mark alone. */
export function token(value: Value): string {
  return value === null ? 'n' : `v${String(value)}\u0000`;
}

/**
 * The fingerprint of every row: 128 bits of a SHA-256 over its values in declared order, volatile columns left out.
 * Two versions of an object with the same fingerprint are the same.
 */
export function fingerprints(declaration: KindDeclaration, batch: ColumnBatch): string[] {
  const stable = batch.columns.filter((_, index) => declaration.columns[index]?.volatile !== true);
  const texts = new RowTexts(
    batch.rows,
    stable.map((values) => ({ values, text: token })),
  );
  return Array.from({ length: batch.rows }, (_, row) => hash('sha256', texts.at(row), 'hex').slice(0, 32));
}
