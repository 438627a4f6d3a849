import { hash } from 'node:crypto';
import type { ColumnBatch } from '../../contracts/column-batch.js';
import type { Identity, KindDeclaration, Value } from '../../contracts/kinds/kind.js';
import { RowTexts } from '../../contracts/row-text.js';
import { token } from './fingerprint.js';

/**
 * The id of an object: a UUID of version 8 (RFC 9562, "custom") made from the first bits of a SHA-256 over its
 * namespace and names, each ended by a NUL, which no name has.
 */
export function objectId(namespace: string, names: readonly Value[]): string {
  return uuidOf([namespace, ...names].map(token).join(''));
}

/** The 17th digit of a UUID: its upper two bits say that it is laid out as RFC 9562 has it. */
const VARIANT_DIGITS = '89ab';

function uuidOf(text: string): string {
  const hex = hash('sha256', text, 'hex');
  const variant = VARIANT_DIGITS.charAt(hex.charCodeAt(16) & 0x3);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** The ids of a batch's objects, or of their parents, by the columns of an identity. */
export function objectIds(declaration: KindDeclaration, identity: Identity, batch: ColumnBatch): string[] {
  const sources = identity.columns.map((name) => {
    const index = declaration.columns.findIndex((column) => column.name === name);
    const values = batch.columns[index];
    if (values === undefined) throw new Error(`${declaration.kind} has no identity column ${name}`);
    return values;
  });
  const namespace = { values: [identity.namespace], text: token };
  const texts = new RowTexts(batch.rows, [namespace, ...sources.map((values) => ({ values, text: token }))]);
  const ids: string[] = [];
  let id = '';
  for (let row = 0; row < batch.rows; row++) {
    // The columns of a table follow each other and share a parent: hash it once.
    const isSame = row > 0 && sources.every((values) => values[row] === values[row - 1]);
    if (!isSame) id = uuidOf(texts.at(row));
    ids.push(id);
  }
  return ids;
}
