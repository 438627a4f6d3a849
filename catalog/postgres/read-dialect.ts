import type { KindColumn, Value } from '../../contracts/kinds/kind.js';
import type { KnownValue } from '../reading/attribute-values.js';
import type { ReadDialect } from '../reading/dialect.js';
import { oneAtATime } from '../reading/one-at-a-time.js';
import { refreshEntries } from './entries.js';
import { COLUMN_TYPES } from './column-types.js';
import { compared, MARKS, WORD_LENGTH } from './entry-columns.js';
import { selected } from './objects.js';
import type { CatalogDatabase } from './pool.js';

/** What `attribute_value` keeps as text, as it is compared; times are kept in microseconds. */
function kept({ type }: KindColumn): string {
  if (type === 'text' || type === 'json') return 'd.value';
  return `d.value::${type === 'timestamp' ? 'int8' : COLUMN_TYPES[type]}`;
}

/** What begins with a word of a text, as tsquery has it. */
function lexeme(word: string, mark: string): string {
  const start = Array.from(word).slice(0, WORD_LENGTH).join('');
  return `'${mark}${start.replaceAll('\\', '\\\\').replaceAll("'", "''")}':*`;
}

/** Values of one condition up to which the planner's statistics tell what several conditions leave together. */
const MAX_WEIGHED = 20;

/**
 * Whether an entry has one of the terms. Each is a condition of its own: the planner takes `&&` with hundreds of terms for
 * one cheap comparison, and reads the whole table.
 */
function withTerms(values: readonly KnownValue[]): string {
  return `(${values.map(({ term }) => `e.terms @> '{${term}}'`).join(' OR ')})`;
}

/** How a PostgreSQL catalog is read. */
export function createReadDialect(database: CatalogDatabase): ReadDialect {
  return {
    table: (name) => `catalog."${name}"`,
    thenJoin: 'JOIN',
    id: (expression) => `${expression}::text`,
    selected,
    decode: (_, stored) => stored as Value,
    compared,
    bound: (_, value) => value,
    like: (operand, placeholder) => `${operand} LIKE ${placeholder} ESCAPE ''`,
    bindLike: (pattern) => pattern,
    prefix: (operand, placeholder) => `starts_with(${operand}, ${placeholder})`,
    kept,
    isPosted: 'true',
    having: (values, areFew) => (areFew || values.length <= MAX_WEIGHED ? withTerms(values) : null),
    among: (expression, ids, bindings) => `${expression} = ANY (${bindings.add(ids)}::uuid[])`,
    sorted: (expression) => `catalog.sorted(${expression})`,
    contains: (operand, placeholder) => `strpos(${operand}, ${placeholder}) > 0`,
    matches: (_, placeholder) => `e.document @@ ${placeholder}::tsquery`,
    bindMatch: (text, alternatives) =>
      alternatives
        .map((words) => `(${words.map((word) => lexeme(word, MARKS[text])).join(' | ')})`)
        .join(' & '),
    date: (stored) => stored as Date,
    boundDate: (date) => date,
    rows: (operation, sql, values) => database.query(operation, sql, values),
    write: (operation, statements) =>
      database.transaction(operation, async (session) => {
        for (const { sql, values } of statements) {
          await session.query(sql.replace('{now}', 'clock_timestamp()'), values);
        }
      }),
    refresh: oneAtATime((sourceId) => refreshEntries(database, sourceId)),
  };
}
