import type { CopyLines } from '../contracts/column-batch.js';
import type { Value, ValueType } from '../contracts/kinds/kind.js';
import { parseValue } from './parse-value.js';

const BACKSLASH = 0x5c;
const UPPERCASE_N = 0x4e;

/** Texts that are remembered while a column is read; a power of two. */
const REMEMBERED = 128;

/** What COPY writes after a backslash: https://www.postgresql.org/docs/current/sql-copy.html, "Text Format". */
const ESCAPED: Readonly<Record<string, string>> = { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t', v: '\v' };

/** How many rows there are. */
export function rowsOf({ ends, width }: CopyLines): number {
  return ends.length / width;
}

/** Where a value begins, by its place in `ends`. */
export function startOf({ ends }: CopyLines, index: number): number {
  return index === 0 ? 0 : (ends[index - 1] ?? 0) + 1;
}

/**
 * The values of one column. Names, types and defaults repeat all over a catalog: where the bytes are the same the text is
 * the one that was made before, so that most values make no new string, and whoever compares or hashes them later mostly
 * compares and hashes the same one.
 */
export function columnValues(lines: CopyLines, column: number, type: ValueType): Value[] {
  const { ends, width } = lines;
  const bytes = bufferOf(lines);
  const texts = new RecentTexts(bytes);
  const rows = rowsOf(lines);
  const values = new Array<Value>(rows);
  let value: Value = null;
  let start = 0;
  let end = -1;
  for (let row = 0, index = column; row < rows; row++, index += width) {
    const from = startOf(lines, index);
    const to = ends[index] ?? 0;
    if (to - from !== end - start || !isSame(bytes, from, start, end - start)) {
      value = isNull(bytes, from, to) ? null : parse(type, texts, from, to);
    }
    start = from;
    end = to;
    values[row] = value;
  }
  return values;
}

/** Whether a value is null, by its place in `ends`. */
export function isNullAt(lines: CopyLines, index: number): boolean {
  const { bytes, ends } = lines;
  return isNull(bytes, startOf(lines, index), ends[index] ?? 0);
}

/** Whether two values, by their places in `ends`, have the same bytes. */
export function isSameValue(lines: CopyLines, index: number, other: number): boolean {
  const { bytes, ends } = lines;
  const start = startOf(lines, index);
  const otherStart = startOf(lines, other);
  const length = (ends[index] ?? 0) - start;
  return (ends[other] ?? 0) - otherStart === length && isSame(bytes, start, otherStart, length);
}

/** Longer values are copied as a whole, which a call pays for. */
const SHORT_BYTES = 48;

/**
 * Writes the UTF-8 of a text that is not null, by its place in `ends`; returns where it ends. It takes no more room than its
 * line had for it.
 */
export function writeValue(lines: CopyLines, index: number, target: Buffer, position: number): number {
  const { bytes, ends } = lines;
  const start = startOf(lines, index);
  const end = ends[index] ?? 0;
  if (isEscaped(bytes, start, end)) {
    return position + target.write(unescaped(bufferOf(lines).toString('utf8', start, end)), position);
  }
  if (end - start > SHORT_BYTES) target.set(bytes.subarray(start, end), position);
  else for (let at = start; at < end; at++) target[position + at - start] = bytes[at] ?? 0;
  return position + end - start;
}

/** The number that a few digits are, by the place of a value in `ends`; negative for anything else. */
export function digitsAt(lines: CopyLines, index: number): number {
  return smallNumber(lines.bytes, startOf(lines, index), lines.ends[index] ?? 0);
}

/** The bytes of a value that is a number, by its place in `ends`, as text. */
export function textAt(lines: CopyLines, index: number): string {
  return bufferOf(lines).toString('latin1', startOf(lines, index), lines.ends[index] ?? 0);
}

/** A number for the bytes of a value: the same for the same, and nearly always another for others. */
export function hashOf(lines: CopyLines, index: number): number {
  const { bytes, ends } = lines;
  const end = ends[index] ?? 0;
  let hash = 0;
  for (let at = startOf(lines, index); at < end; at++) hash = (Math.imul(hash, 31) + (bytes[at] ?? 0)) | 0;
  return hash;
}

function bufferOf({ bytes }: CopyLines): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function isSame(bytes: Uint8Array, start: number, other: number, length: number): boolean {
  for (let at = 0; at < length; at++) if (bytes[start + at] !== bytes[other + at]) return false;
  return true;
}

function isNull(bytes: Uint8Array, start: number, end: number): boolean {
  return end - start === 2 && bytes[start] === BACKSLASH && bytes[start + 1] === UPPERCASE_N;
}

function isEscaped(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at++) if (bytes[at] === BACKSLASH) return true;
  return false;
}

function unescaped(text: string): string {
  return text.replace(/\\(.)/g, (_, code: string) => ESCAPED[code] ?? code);
}

function parse(type: ValueType, texts: RecentTexts, start: number, end: number): Value {
  if (type === 'text' || type === 'json') return texts.at(start, end);
  const { bytes } = texts;
  if (type === 'int32' || type === 'int64') {
    const number = smallNumber(bytes, start, end);
    if (number >= 0) return type === 'int32' ? number : BigInt(number);
  }
  return parseValue(type, bytes.toString('latin1', start, end));
}

/** Digits that surely are a safe integer. */
const SAFE_DIGITS = 15;
const ZERO = 0x30;

/** The number that a few digits are, which most numbers of a catalog consist of; negative for anything else. */
function smallNumber(bytes: Uint8Array, start: number, end: number): number {
  if (end === start || end - start > SAFE_DIGITS) return -1;
  let number = 0;
  for (let at = start; at < end; at++) {
    const digit = (bytes[at] ?? 0) - ZERO;
    if (digit < 0 || digit > 9) return -1;
    number = number * 10 + digit;
  }
  return number;
}

/** Makes texts of bytes, and remembers some of them. */
class RecentTexts {
  readonly bytes: Buffer;
  readonly #hashes = new Int32Array(REMEMBERED);
  readonly #texts = new Array<string>(REMEMBERED).fill('');

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  at(start: number, end: number): string {
    const { bytes } = this;
    let hash = 0;
    let seen = 0;
    let hasEscape = false;
    for (let at = start; at < end; at++) {
      const byte = bytes[at] ?? 0;
      if (byte === BACKSLASH) hasEscape = true;
      seen |= byte;
      hash = (Math.imul(hash, 31) + byte) | 0;
    }
    if (hasEscape) return unescaped(bytes.toString('utf8', start, end));
    if (seen > 0x7f) return bytes.toString('utf8', start, end);
    const slot = (hash ^ (hash >>> 15)) & (REMEMBERED - 1);
    if (this.#hashes[slot] === hash) {
      const known = this.#texts[slot] ?? '';
      if (isText(known, bytes, start, end)) return known;
    }
    const text = bytes.toString('latin1', start, end);
    this.#hashes[slot] = hash;
    this.#texts[slot] = text;
    return text;
  }
}

/** Whether these bytes, all of them ASCII, spell the text. */
function isText(text: string, bytes: Buffer, start: number, end: number): boolean {
  const { length } = text;
  if (length !== end - start) return false;
  for (let index = 0; index < length; index++) {
    if (text.charCodeAt(index) !== bytes[start + index]) return false;
  }
  return true;
}
