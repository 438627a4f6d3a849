import type { Value, ValueType } from '../contracts/kinds/kind.js';

const PARSE: Readonly<Record<ValueType, (text: string) => Value>> = {
  text: (text) => text,
  json: (text) => text,
  int32: Number,
  int64: BigInt,
  float64: Number,
  boolean: (text) => text === 't',
  timestamp: BigInt,
};

/** A value by the declared type of its column, from the text that a source gives for it. */
export function parseValue(type: ValueType, text: string): Value {
  return PARSE[type](text);
}
