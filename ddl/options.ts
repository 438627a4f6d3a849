import { identifier, literal, parsed } from './quote.js';

/** What stands for a value that was redacted; an option with it can't be made again. */
const REDACTED = '***';

/** The storage parameters of a relation, and of the TOAST table that goes with it. */
export interface StorageParameters {
  readonly options: string | null;
  /** Their names in the order they were set in, those of the TOAST table with `toast.` before them. */
  readonly option_order?: string | null;
  readonly toast_options?: string | null;
}

/** Storage parameters: ` WITH (a='1', toast.b='2')`, empty when none is set. */
export function storageParameters(parameters: StorageParameters): string {
  const list = parameterList(parameters);
  return list === '' ? '' : ` WITH (${list})`;
}

/** `a='1', toast.b='2'`. */
export function parameterList({ options, option_order, toast_options }: StorageParameters): string {
  const order = parsed<string[]>(option_order ?? null, []);
  const listed = (list: string | null, prefix: string) =>
    Object.entries(parsed<Record<string, string>>(list, {}))
      .sort(([a], [b]) => order.indexOf(prefix + a) - order.indexOf(prefix + b))
      .map(([name, value]) => `${prefix}${identifier(name)}=${literal(value)}`);
  return [...listed(options, ''), ...listed(toast_options ?? null, 'toast.')].join(', ');
}

/** Options of foreign objects: ` OPTIONS (a 'b')`, empty when there is none. */
export function foreignOptionList(options: string | null): string {
  const entries = Object.entries(parsed<Record<string, string>>(options, {}));
  const known = entries.filter(([, value]) => value !== REDACTED);
  if (known.length === 0) return '';
  return ` OPTIONS (${known.map(([name, value]) => `${identifier(name)} ${literal(value)}`).join(', ')})`;
}
