import type { AttributeFilter, Comparison } from '../catalog/reading/read-model.js';
import { SourceSenseError } from '../contracts/failure.js';

const SYMBOLS: Readonly<Record<string, Comparison>> = {
  '=': 'equals',
  '!=': 'not',
  '~': 'like',
  '^=': 'prefix',
  '>': 'greater',
  '<': 'less',
  '>=': 'at_least',
  '<=': 'at_most',
};

/**
 * A condition as it is written on a command line: `data_type=uuid`, `column_name ~ %email%`, `comment is null`,
 * `data_type in integer,bigint`. Throws `invalid_input` for anything else.
 */
export function parseCondition(text: string): AttributeFilter {
  const [, nulled, not] = /^\s*(\w+)\s+is\s+(not\s+)?null\s*$/i.exec(text) ?? [];
  if (nulled !== undefined) {
    return { attribute: nulled, operator: not === undefined ? 'null' : 'not_null' };
  }
  const [, among, list] = /^\s*(\w+)\s+in\s+(.*)$/is.exec(text) ?? [];
  if (among !== undefined && list !== undefined) {
    return { attribute: among, operator: 'in', values: list.split(',').map((value) => value.trim()) };
  }
  const [, attribute, symbol, value] = /^\s*(\w+)\s*(!=|\^=|>=|<=|=|~|>|<)\s*(.*)$/s.exec(text) ?? [];
  const operator = SYMBOLS[symbol ?? ''];
  if (attribute !== undefined && operator !== undefined && value !== undefined) {
    return { attribute, operator, value };
  }
  throw new SourceSenseError('invalid_input', `"${text}" is no condition.`, {
    remedy: `Write an attribute, one of ${Object.keys(SYMBOLS).join(' ')} and a value; or "comment is null", "data_type in text,uuid".`,
  });
}

/** A run's id, or a time in ISO 8601, for `--as-of`. */
export function parseMoment(text: string): string | Date {
  if (!/^\d{4}-\d\d-\d\d/.test(text)) return text;
  const time = new Date(text);
  if (!Number.isNaN(time.getTime())) return time;
  throw new SourceSenseError('invalid_input', `"${text}" is no time.`, {
    remedy: 'Write it like 2026-01-31 or 2026-01-31T12:00:00Z, or give the id of a run.',
  });
}
