import { unfit } from './errors.js';

/** A text or a number of a JSON document. */
const SCALAR = /"[^"\\]*(?:\\.[^"\\]*)*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

type Tagged = string | boolean | null | readonly Tagged[] | { readonly [key: string]: Tagged };

/**
 * A JSON document as PostgreSQL's `jsonb` prints it, so that every provider gives the same text: keys by length, then by
 * bytes; the last of equal keys; spaces after `,` and `:`; numbers with all their digits. Numbers are kept as texts while
 * the document is parsed, since a JavaScript number would lose digits: texts get an `s` in front, numbers an `n`.
 */
export function canonicalJson(text: string): string {
  const tagged = text.replace(SCALAR, (scalar) =>
    scalar.startsWith('"') ? `"s${scalar.slice(1)}` : `"n${scalar}"`,
  );
  return printed(parsed(tagged));
}

function parsed(tagged: string): Tagged {
  try {
    return JSON.parse(tagged) as Tagged;
  } catch (error) {
    throw unfit('a JSON document that is none', error);
  }
}

function printed(value: Tagged): string {
  if (typeof value === 'string') return value.startsWith('n') ? plainNumber(value.slice(1)) : quoted(value);
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) return `[${(value as readonly Tagged[]).map(printed).join(', ')}]`;
  const members = Object.entries(value as Readonly<Record<string, Tagged>>).map(
    ([key, member]) => [Buffer.from(key), `${quoted(key)}: ${printed(member)}`] as const,
  );
  members.sort(([a], [b]) => a.length - b.length || a.compare(b));
  return `{${members.map(([, member]) => member).join(', ')}}`;
}

function quoted(tagged: string): string {
  if (tagged.includes('\0')) throw unfit('a text with a zero byte');
  return JSON.stringify(tagged.slice(1));
}

/** A number without exponent and negative zero: `1.50e1` is 15.0. */
function plainNumber(text: string): string {
  const [, sign = '', whole = '', fraction = '', exponent = '0'] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  const digits = whole + fraction;
  const point = whole.length + Number(exponent);
  const padded = point < 1 ? digits.padStart(digits.length + 1 - point, '0') : digits.padEnd(point, '0');
  const at = Math.max(point, 1);
  const before = padded.slice(0, at).replace(/^0+(?=\d)/, '');
  const after = padded.slice(at);
  const isZero = /^0*$/.test(before + after);
  return `${isZero ? '' : sign}${before}${after === '' ? '' : `.${after}`}`;
}
