import encodings, { type Cursor } from 'parquetjs-lite/lib/codec/index.js';

/**
 * Teaches parquetjs-lite the encoding that other writers give their texts: indices into a dictionary. It knows the
 * encoding by an older name only, and then adds up the bytes of an index instead of shifting them, which is wrong
 * from 256 entries on (0.8.7, `lib/codec/rle.js`).
 */
export function registerDictionaryEncoding(): void {
  encodings['RLE_DICTIONARY'] = { decodeValues: (_type, cursor, count) => decodeIndices(cursor, count) };
}

/** Decodes the hybrid of runs and bit-packed groups of 8, with the width of an index in its first byte. */
function decodeIndices(cursor: Cursor, count: number): number[] {
  const bitWidth = cursor.buffer.readUInt8(cursor.offset++);
  const indices: number[] = [];
  while (indices.length < count) {
    const header = readVarint(cursor);
    if ((header & 1) === 0) appendRun(indices, cursor, header >>> 1, bitWidth);
    else appendBitPacked(indices, cursor, (header >>> 1) * 8, bitWidth);
  }
  indices.length = count;
  return indices;
}

function readVarint(cursor: Cursor): number {
  let value = 0;
  for (let shift = 0; ; shift += 7) {
    const byte = cursor.buffer.readUInt8(cursor.offset++);
    value |= (byte & 0x7f) << shift;
    if (byte < 0x80) return value;
  }
}

function appendRun(indices: number[], cursor: Cursor, length: number, bitWidth: number): void {
  const width = (bitWidth + 7) >> 3;
  const index = width === 0 ? 0 : cursor.buffer.readUIntLE(cursor.offset, width);
  cursor.offset += width;
  for (let i = 0; i < length; i++) indices.push(index);
}

function appendBitPacked(indices: number[], cursor: Cursor, length: number, bitWidth: number): void {
  const mask = 2 ** bitWidth - 1;
  let bits = 0;
  let available = 0;
  for (let i = 0; i < length; i++) {
    while (available < bitWidth) {
      bits |= cursor.buffer.readUInt8(cursor.offset++) << available;
      available += 8;
    }
    indices.push(bits & mask);
    bits >>>= bitWidth;
    available -= bitWidth;
  }
}
