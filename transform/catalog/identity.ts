import { hash } from 'node:crypto';
import type { ColumnBatch } from '../../contracts/column-batch.js';
import type { Identity, KindDeclaration, Value } from '../../contracts/kinds/kind.js';
import { RowTexts } from '../../batches/row-texts.js';
import { type TextSlots, writeAscii } from './text-slots.js';

/** Characters of an id. */
export const ID_LENGTH = 36;

/** A value's mark, its text and a NUL, which PostgreSQL's text can't hold; of null the mark alone. */
function token(value: Value): string {
  return value === null ? 'n' : `v${String(value)}\u0000`;
}

/**
 * The id of an object: a UUID of version 8 (RFC 9562, "custom") made from SHA-256 digests over its namespace and names,
 * each ended by a NUL, which no name has. The first 48 bits are those of all names but the last, so that what lies
 * together in the source lies together in an index: for 200,000 columns it takes the catalog 0.28 s of CPU to index,
 * against 0.44 s for ids in random order.
 */
export function objectId(namespace: string, names: readonly Value[]): string {
  const place = [namespace, ...names.slice(0, -1)].map(token).join('');
  const id = Buffer.alloc(ID_LENGTH);
  writeId(id, 0, prefixOf(place), place + token(names.at(-1) ?? null));
  return id.toString('latin1');
}

/** The 17th digit of a UUID: its upper two bits say that it is laid out as RFC 9562 has it. */
const VARIANT_DIGITS = '89ab';

/** Of the container's names: the first 12 digits, as a UUID has them, and the version. */
function prefixOf(place: string): string {
  const hex = hash('sha256', place, 'hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8`;
}

/** Writes the id of what has a prefix and is named by a text: no string is made of its parts. */
function writeId(target: Buffer, position: number, prefix: string, text: string): void {
  const hex = hash('sha256', text, 'hex');
  writeAscii(target, position, prefix, 0, prefix.length);
  writeAscii(target, position + 15, hex, 13, 16);
  writeAscii(target, position + 18, '-', 0, 1);
  const variant = hex.charCodeAt(16) & 0x3;
  writeAscii(target, position + 19, VARIANT_DIGITS, variant, variant + 1);
  writeAscii(target, position + 20, hex, 17, 20);
  writeAscii(target, position + 23, '-', 0, 1);
  writeAscii(target, position + 24, hex, 20, 32);
}

/** Writes the ids of a batch's objects, or of their parents, by the columns of an identity. */
export function writeObjectIds(
  declaration: KindDeclaration,
  identity: Identity,
  batch: ColumnBatch,
  { bytes, start, stride }: TextSlots,
): void {
  const sources = identity.columns.map((name) => {
    const index = declaration.columns.findIndex((column) => column.name === name);
    const values = batch.columns[index];
    if (values === undefined) throw new Error(`${declaration.kind} has no identity column ${name}`);
    return { values, text: token };
  });
  const places = new RowTexts(batch.rows, [
    { values: [identity.namespace], text: token },
    ...sources.slice(0, -1),
  ]);
  const last = sources.at(-1)?.values ?? [];
  let place = '';
  let prefix = '';
  for (let row = 0, position = start; row < batch.rows; row++, position += stride) {
    // The columns of a table follow each other and share a table, as a parent too: hash it once.
    const isSamePlace = row > 0 && places.isSame(row);
    if (isSamePlace && last[row] === last[row - 1]) {
      bytes.copyWithin(position, position - stride, position - stride + ID_LENGTH);
      continue;
    }
    if (!isSamePlace) {
      place = places.at(row);
      prefix = prefixOf(place);
    }
    writeId(bytes, position, prefix, place + token(last[row] ?? null));
  }
}
