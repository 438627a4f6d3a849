import { identifier, literal, parsed } from './quote.js';

/** What stands for a value that was redacted; an option with it can't be made again. */
const REDACTED = '***';

/** Storage parameters: `WITH (a='1', toast.b='2')`, empty when none is set. */
export function storageParameters(options: string | null, toastOptions: string | null = null): string {
  const list = parameterList(options, toastOptions);
  return list === '' ? '' : ` WITH (${list})`;
}

/** `a='1', b='2'`. */
export function parameterList(options: string | null, toastOptions: string | null = null): string {
  const own = Object.entries(parsed<Record<string, string>>(options, {}));
  const toast = Object.entries(parsed<Record<string, string>>(toastOptions, {}));
  return [
    ...own.map(([name, value]) => `${identifier(name)}=${literal(value)}`),
    ...toast.map(([name, value]) => `toast.${identifier(name)}=${literal(value)}`),
  ].join(', ');
}

/** Options of foreign objects: ` OPTIONS (a 'b')`, empty when there is none. */
export function foreignOptionList(options: string | null): string {
  const entries = Object.entries(parsed<Record<string, string>>(options, {}));
  const known = entries.filter(([, value]) => value !== REDACTED);
  if (known.length === 0) return '';
  return ` OPTIONS (${known.map(([name, value]) => `${identifier(name)} ${literal(value)}`).join(', ')})`;
}
