import type { KindColumn, Value, ValueType, ValueTypes } from '../../contracts/kinds/kind.js';
import { canonicalJson } from './canonical-json.js';
import type { SqlValue } from './database.js';
import { unfit } from './errors.js';

/**
 * The type of each value type in a STRICT table (https://www.sqlite.org/stricttables.html). Doubles are ANY, which keeps
 * what it is given: SQLite has no NaN, which is kept as that text. Timestamps are microseconds since 1970.
 */
export const COLUMN_TYPES = {
  text: 'TEXT',
  json: 'TEXT',
  int32: 'INTEGER',
  int64: 'INTEGER',
  float64: 'ANY',
  boolean: 'INTEGER',
  timestamp: 'INTEGER',
} as const satisfies Record<ValueType, string>;

const identity = <T>(value: T) => value;

/** A text, if it can be kept. */
export function fitText(text: string): string {
  if (text.includes('\0')) throw unfit('a text with a zero byte');
  return text;
}

const ENCODERS: { readonly [T in ValueType]: (value: ValueTypes[T]) => SqlValue } = {
  text: fitText,
  json: canonicalJson,
  int32: identity,
  int64: identity,
  // Adding 0 makes a negative zero positive, as it comes out of PostgreSQL's text format.
  float64: (value) => (Number.isNaN(value) ? 'NaN' : value + 0),
  boolean: Number,
  timestamp: identity,
};

const DECODERS: { readonly [T in ValueType]: (value: never) => ValueTypes[T] } = {
  text: identity,
  json: identity,
  int32: Number,
  int64: identity,
  float64: Number,
  boolean: (value: bigint) => value === 1n,
  timestamp: identity,
};

/** What turns the values of a column into what is bound to its parameter. */
export function encoderOf({ type }: KindColumn): (value: Value) => SqlValue {
  const encode = ENCODERS[type] as (value: Value) => SqlValue;
  return (value) => (value === null ? null : encode(value));
}

/** What turns a column's stored values back into those of `ValueTypes`. */
export function decoderOf({ type }: KindColumn): (stored: SqlValue) => Value {
  const decode = DECODERS[type] as (stored: SqlValue) => Value;
  return (stored) => (stored === null ? null : decode(stored));
}
