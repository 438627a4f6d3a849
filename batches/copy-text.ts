import type { KindColumn, Value, ValueTypes } from '../contracts/kinds/kind.js';

const NULL = '\\N';
const SPECIAL = /[\\\b\f\n\r\t\v]/;
const ALL_SPECIAL = new RegExp(SPECIAL, 'g');
const ESCAPES: Readonly<Record<string, string>> = {
  '\\': '\\\\',
  '\b': '\\b',
  '\f': '\\f',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\v': '\\v',
};

/** One text as COPY text, as the server writes it; nearly all need no escape, which a test finds out faster than a replace. */
export function escapeCopyText(text: string): string {
  return SPECIAL.test(text) ? text.replace(ALL_SPECIAL, (character) => ESCAPES[character] ?? '') : text;
}

/** Microseconds since 1970 as ISO 8601 with six decimals. */
function timestampText(microseconds: bigint): string {
  const remainder = ((microseconds % 1000n) + 1000n) % 1000n;
  const milliseconds = Number((microseconds - remainder) / 1000n);
  return new Date(milliseconds).toISOString().replace('Z', `${String(remainder).padStart(3, '0')}Z`);
}

const ENCODERS: { readonly [T in keyof ValueTypes]: (value: ValueTypes[T]) => string } = {
  text: escapeCopyText,
  json: escapeCopyText,
  int32: String,
  int64: String,
  float64: String,
  boolean: (value) => (value ? 't' : 'f'),
  timestamp: timestampText,
};

/** What makes the text of a value of that type, `after` following it. */
export function copyTextOf(type: KindColumn['type'], after: string): (value: Value) => string {
  const encode = ENCODERS[type] as (value: never) => string;
  return (value) => (value === null ? NULL : encode(value as never)) + after;
}

/**
 * Whether the lines of a source are, byte by byte, what would be made of their values: of numbers with a fraction there is
 * more than one text, and a source gives timestamps as numbers.
 */
export function isVerbatim(columns: readonly KindColumn[]): boolean {
  return columns.every(({ type }) => type !== 'float64' && type !== 'timestamp');
}
