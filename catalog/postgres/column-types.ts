import type { ValueType } from '../../contracts/kinds/kind.js';

/** The PostgreSQL type of each value type, as `format_type` prints it; see `ValueTypes`. */
export const COLUMN_TYPES = {
  text: 'text',
  json: 'jsonb',
  int32: 'integer',
  int64: 'bigint',
  float64: 'double precision',
  boolean: 'boolean',
  timestamp: 'timestamp with time zone',
} as const satisfies Record<ValueType, string>;
