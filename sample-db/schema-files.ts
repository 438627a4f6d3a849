import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';

/** The schemas of the sample database, each after those that it refers to. */
export const SCHEMAS = ['ecommerce', 'analytics', 'reporting'] as const;

/** The schema's SQL files in the order in which they run. */
const FILES = [
  'ecommerce/types.sql',
  'ecommerce/customers.sql',
  'ecommerce/catalogue.sql',
  'ecommerce/orders.sql',
  'ecommerce/views.sql',
  'analytics/tables.sql',
  'reporting/tables.sql',
  'reporting/views.sql',
  'reporting/rebuild.sql',
] as const;

/** All of the schema, as one script. */
export function readSchema(): string {
  return FILES.map((file) => readFileSync(new URL(`./schema/${file}`, import.meta.url), 'utf8')).join('\n');
}

/**
 * Changes whenever the schema or the programs that make the rows do, so that nobody needs to remember to raise a
 * version. Twelve hexadecimal digits.
 */
export function sampleDatabaseVersion(schema: string): string {
  const rows = new URL('./rows/', import.meta.url);
  const programs = readdirSync(rows)
    .filter((file) => file.endsWith('.js'))
    .sort();
  const hash = createHash('sha256').update(schema);
  for (const program of programs) hash.update(readFileSync(new URL(program, rows)));
  return hash.digest('hex').slice(0, 12);
}
