import { digitsAt, startOf, textAt, writeValue } from '../../batches/copy-values.js';
import type { CopyLines } from '../../contracts/column-batch.js';
import type { ParquetType } from './parquet-schema.js';

/** How values of lines are written as PLAIN has them: https://parquet.apache.org/docs/file-format/data-pages/encodings/. */
export interface PlainEncoding {
  /** Bytes that the values at these places, none of them null, take at most. */
  readonly room: (lines: CopyLines, places: Uint32Array) => number;
  /** Writes them from the beginning; returns where they end. Throws `RangeError` for a number that the type can't hold. */
  readonly write: (lines: CopyLines, places: Uint32Array, target: Buffer) => number;
}

/** Bytes before each text, which say how long it is. */
const LENGTH_BYTES = 4;
const TRUE = 't'.charCodeAt(0);
const BITS = 8;
const HALF = 2 ** 32;

function textRoom({ ends }: CopyLines, places: Uint32Array): number {
  let most = 0;
  for (const place of places) most += LENGTH_BYTES + (ends[place] ?? 0) - (ends[place - 1] ?? 0);
  // The first of all has no tab before it.
  return most + 1;
}

function writeTexts(lines: CopyLines, places: Uint32Array, target: Buffer): number {
  let at = 0;
  for (const place of places) {
    const end = writeValue(lines, place, target, at + LENGTH_BYTES);
    target.writeUInt32LE(end - at - LENGTH_BYTES, at);
    at = end;
  }
  return at;
}

function writeBooleans(lines: CopyLines, places: Uint32Array, target: Buffer): number {
  const sizeBytes = Math.ceil(places.length / BITS);
  target.fill(0, 0, sizeBytes);
  for (let index = 0; index < places.length; index++) {
    if (lines.bytes[startOf(lines, places[index] ?? 0)] !== TRUE) continue;
    const at = Math.floor(index / BITS);
    target[at] = (target[at] ?? 0) | (1 << (index % BITS));
  }
  return sizeBytes;
}

function writeIntegers(lines: CopyLines, places: Uint32Array, target: Buffer): number {
  let at = 0;
  for (const place of places) {
    const digits = digitsAt(lines, place);
    at = target.writeInt32LE(digits < 0 ? Number(textAt(lines, place)) : digits, at);
  }
  return at;
}

function writeLongs(lines: CopyLines, places: Uint32Array, target: Buffer): number {
  let at = 0;
  for (const place of places) {
    const digits = digitsAt(lines, place);
    if (digits < 0) {
      at = target.writeBigInt64LE(BigInt(textAt(lines, place)), at);
    } else {
      at = target.writeUInt32LE(digits % HALF, at);
      at = target.writeUInt32LE(Math.floor(digits / HALF), at);
    }
  }
  return at;
}

function writeDoubles(lines: CopyLines, places: Uint32Array, target: Buffer): number {
  let at = 0;
  for (const place of places) at = target.writeDoubleLE(Number(textAt(lines, place)), at);
  return at;
}

const ofBytes =
  (bytes: number): PlainEncoding['room'] =>
  (_, { length }) =>
    Math.ceil(bytes * length);

export const PLAIN_ENCODINGS: Readonly<Record<ParquetType['physical'], PlainEncoding>> = {
  BYTE_ARRAY: { room: textRoom, write: writeTexts },
  BOOLEAN: { room: ofBytes(1 / BITS), write: writeBooleans },
  INT32: { room: ofBytes(4), write: writeIntegers },
  INT64: { room: ofBytes(8), write: writeLongs },
  DOUBLE: { room: ofBytes(8), write: writeDoubles },
};
