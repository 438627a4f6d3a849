import { hash } from 'node:crypto';
import type { ColumnBatch } from '../../contracts/column-batch.js';
import type { KindDeclaration, Value } from '../../contracts/kinds/kind.js';

/** A value's mark, its text and a NUL, which PostgreSQL's text can't hold; of null the mark alone. */
function token(value: Value | undefined): string {
  return value === null || value === undefined ? 'n' : `v${String(value)}\u0000`;
}

/**
 * The fingerprint of every row: 128 bits of a SHA-256 over its values in declared order, volatile columns left out.
 * Two versions of an object with the same fingerprint are the same.
 */
export function fingerprints(declaration: KindDeclaration, batch: ColumnBatch): string[] {
  const stable = batch.columns.filter((_, index) => declaration.columns[index]?.volatile !== true);
  return Array.from({ length: batch.rows }, (_, row) => {
    let text = '';
    for (const values of stable) text += token(values[row]);
    return hash('sha256', text, 'hex').slice(0, 32);
  });
}
