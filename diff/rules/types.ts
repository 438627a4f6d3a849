/** How a type compares with the one in its place. */
export type TypeChange = 'widened' | 'narrowed' | 'changed';

/** A type as format_type prints it: `numeric(10,2)[]` is numeric, [10, 2], of arrays. */
interface ParsedType {
  readonly name: string;
  readonly modifiers: readonly number[] | null;
  readonly isArray: boolean;
}

/** Types that take every value of those before them, modifiers aside. */
const CHAINS: readonly (readonly string[])[] = [
  ['smallint', 'integer', 'bigint'],
  ['real', 'double precision'],
];
/** Digits that the values of a whole number's type may have. */
const DIGITS: Readonly<Record<string, number>> = { smallint: 5, integer: 10, bigint: 19 };
/** Types whose one modifier is a length or a number of digits after the point: none means no limit. */
const LENGTHS: readonly string[] = [
  'character varying',
  'bit varying',
  'timestamp without time zone',
  'timestamp with time zone',
  'time without time zone',
  'time with time zone',
  'interval',
];

/** Compares two types of PostgreSQL as format_type prints them; domains and types of users are just different. */
export function compareTypes(before: string, after: string): TypeChange {
  const [left, right] = [parseType(before), parseType(after)];
  if (left.isArray !== right.isArray) return 'changed';
  if (isWider(left, right)) return 'widened';
  return isWider(right, left) ? 'narrowed' : 'changed';
}

function parseType(text: string): ParsedType {
  const isArray = text.endsWith('[]');
  const element = isArray ? text.slice(0, -2) : text;
  const found = /\(([\d,]+)\)/.exec(element);
  const name = element.replace(/\([\d,]+\)/, '').trim();
  return { name, modifiers: found?.[1]?.split(',').map(Number) ?? null, isArray };
}

/** Whether every value of the one type is one of the other. */
function isWider(from: ParsedType, to: ParsedType): boolean {
  const chain = CHAINS.find((names) => names.includes(from.name));
  if (chain?.includes(to.name) === true) return chain.indexOf(from.name) <= chain.indexOf(to.name);
  if (to.name === 'numeric') return fitsNumeric(from, to.modifiers);
  if (from.name === 'character varying' && to.name === 'text') return true;
  if (from.name !== to.name || !LENGTHS.includes(from.name)) return false;
  return isAtMost(from.modifiers?.[0], to.modifiers?.[0]);
}

function fitsNumeric({ name, modifiers }: ParsedType, target: ParsedType['modifiers']): boolean {
  const digits = DIGITS[name];
  if (digits === undefined && name !== 'numeric') return false;
  if (target === null) return true;
  const [precision, scale = 0] = digits === undefined ? (modifiers ?? []) : [digits];
  const [targetPrecision = 0, targetScale = 0] = target;
  if (precision === undefined) return false;
  return scale <= targetScale && precision - scale <= targetPrecision - targetScale;
}

/** No limit is the highest. */
function isAtMost(limit: number | undefined, target: number | undefined): boolean {
  return target === undefined || (limit !== undefined && limit <= target);
}
