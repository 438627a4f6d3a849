import { SourceSenseError } from '../../contracts/failure.js';
import { type Kind, kindDeclaration } from '../../contracts/kinds/index.js';
import type { KindColumn, Value, ValueType } from '../../contracts/kinds/kind.js';
import { nearestName } from '../../contracts/nearest-name.js';

/** Operators that take one value. */
export type Comparison = 'equals' | 'not' | 'like' | 'prefix' | 'greater' | 'less' | 'at_least' | 'at_most';

/**
 * What an attribute must be. Values are texts, as people write them, and are read by the type of the attribute. `not` holds
 * for null as well; `like` is SQL's, with `%` and `_`, and case counts; texts are ordered byte by byte.
 */
export type AttributeFilter =
  | { readonly attribute: string; readonly operator: Comparison; readonly value: string }
  | { readonly attribute: string; readonly operator: 'in'; readonly values: readonly string[] }
  | { readonly attribute: string; readonly operator: 'null' | 'not_null' };

/** A filter whose attribute and values were understood. */
export interface TypedFilter {
  readonly column: KindColumn;
  readonly operator: AttributeFilter['operator'];
  readonly values: readonly Value[];
}

const ON_TEXT: readonly ValueType[] = ['text', 'json'];

/** Understands a filter on objects of a kind. Throws `invalid_input`, with the nearest name for an unknown attribute. */
export function typedFilter(kind: Kind, filter: AttributeFilter): TypedFilter {
  const { columns } = kindDeclaration(kind);
  const column = columns.find(({ name }) => name === filter.attribute);
  if (column === undefined) throw unknownAttribute(kind, filter.attribute);
  const { operator } = filter;
  const isOfText = operator === 'like' || operator === 'prefix';
  const isOfOrder = ['greater', 'less', 'at_least', 'at_most'].includes(operator);
  const fits = isOfText ? ON_TEXT.includes(column.type) : !(isOfOrder && column.type === 'boolean');
  if (!fits) throw unfitOperator(column, operator);
  const texts = 'values' in filter ? filter.values : 'value' in filter ? [filter.value] : [];
  return { column, operator, values: texts.map((text) => parseValue(column, text)) };
}

const READERS: Readonly<Record<ValueType, (text: string) => Value | undefined>> = {
  text: (text) => text,
  json: (text) => text,
  int32: (text) => {
    const number = Number(text);
    return /^[+-]?\d+$/.test(text) && Math.abs(number) < 2 ** 31 ? number : undefined;
  },
  int64: (text) =>
    /^[+-]?\d+$/.test(text) && BigInt.asIntN(64, BigInt(text)) === BigInt(text) ? BigInt(text) : undefined,
  float64: (text) => (text.trim() === '' || Number.isNaN(Number(text)) ? undefined : Number(text)),
  boolean: (text) => ({ true: true, t: true, yes: true, false: false, f: false, no: false })[text],
  timestamp: (text) => {
    const time = Date.parse(text);
    return Number.isNaN(time) ? undefined : BigInt(time) * 1000n;
  },
};

const WANTED: Readonly<Record<ValueType, string>> = {
  text: 'a text',
  json: 'a text',
  int32: 'a whole number',
  int64: 'a whole number',
  float64: 'a number',
  boolean: 'true or false',
  timestamp: 'a time such as 2026-01-31T12:00:00Z',
};

function parseValue({ name, type }: KindColumn, text: string): Value {
  const value = READERS[type](text);
  if (value !== undefined && !text.includes('\0')) return value;
  throw new SourceSenseError('invalid_input', `"${text}" can't be compared with ${name}.`, {
    remedy: `Give ${WANTED[type]}.`,
  });
}

function unfitOperator({ name, type }: KindColumn, operator: string): SourceSenseError {
  return new SourceSenseError('invalid_input', `${operator} can't be applied to ${name}, which is ${type}.`, {
    remedy: 'Use equals, not, in, null or not_null.',
  });
}

function unknownAttribute(kind: Kind, attribute: string): SourceSenseError {
  const names = kindDeclaration(kind).columns.map(({ name }) => name);
  const nearest = nearestName(attribute, names);
  const remedy =
    nearest === null ? `It has ${names.join(', ')}.` : `Did you mean ${nearest}? It has ${names.join(', ')}.`;
  return new SourceSenseError('invalid_input', `Kind ${kind} has no attribute ${attribute}.`, { remedy });
}
