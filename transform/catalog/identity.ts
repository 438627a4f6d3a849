import { hash } from 'node:crypto';
import type { ColumnBatch } from '../../contracts/column-batch.js';
import type { Identity, KindDeclaration, Value } from '../../contracts/kinds/kind.js';

/**
 * The id of an object: a UUID of version 8 (RFC 9562, "custom") made from the first bits of a SHA-256 over its
 * namespace and names. JSON keeps the parts apart whatever characters they hold.
 */
export function objectId(namespace: string, names: readonly Value[]): string {
  // A null differs from the text 'null'.
  const parts = [namespace, ...names.map((name) => (name === null ? null : String(name)))];
  const hex = hash('sha256', JSON.stringify(parts), 'hex');
  const variant = ((parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
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
  const ids: string[] = [];
  let previousNames: Value[] = [];
  let previousId = '';
  for (let row = 0; row < batch.rows; row++) {
    const names = sources.map((values) => values[row] ?? null);
    // The columns of a table follow each other and share a parent: hash it once.
    if (previousId === '' || names.some((name, index) => name !== previousNames[index])) {
      previousId = objectId(identity.namespace, names);
      previousNames = names;
    }
    ids.push(previousId);
  }
  return ids;
}
