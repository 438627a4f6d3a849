import { decoderOf, encoderOf } from './values.js';
import type { ReadDialect } from '../reading/dialect.js';
import type { NamedValues, SqliteDatabase, SqlValue } from './database.js';
import { postedWith } from './attribute-values.js';
import { refreshEntries } from './entries.js';

/** SQL LIKE as GLOB, which minds case: `%` is `*`, `_` is `?`, and what GLOB would take for a pattern is itself. */
function globOf(pattern: string): string {
  return pattern.replaceAll(/[*?[]/g, '[$&]').replaceAll('%', '*').replaceAll('_', '?');
}

/** How a SQLite catalog is read. */
export function createReadDialect(database: SqliteDatabase): ReadDialect {
  return {
    table: (name) => `"${name}"`,
    thenJoin: 'CROSS JOIN',
    id: (expression) => expression,
    selected: ({ name }) => `v."${name}"`,
    decode: (column, stored) => decoderOf(column)(stored as SqlValue),
    compared: ({ name }) => `v."${name}"`,
    bound: (column, value) =>
      encoderOf({ ...column, type: column.type === 'json' ? 'text' : column.type })(value),
    like: (operand, placeholder) => `${operand} GLOB ${placeholder}`,
    bindLike: globOf,
    prefix: (operand, placeholder) => `substr(${operand}, 1, length(${placeholder})) = ${placeholder}`,
    kept: () => 'd.value',
    isPosted: 'd.is_posted',
    having: postedWith,
    among: (expression, ids, bindings) =>
      `${expression} IN (SELECT j.value FROM json_each(${bindings.add(JSON.stringify(ids))}) j)`,
    sorted: (expression) => `+${expression}`,
    contains: (operand, placeholder) => `instr(${operand}, ${placeholder}) > 0`,
    matches: (_, placeholder) =>
      `e.entry_id IN (SELECT rowid FROM entry_document WHERE entry_document MATCH ${placeholder})`,
    bindMatch: (text, alternatives) =>
      `${text} : (${alternatives.map((words) => `(${words.map(phrase).join(' OR ')})`).join(' AND ')})`,
    date: (stored) => new Date(String(stored)),
    boundDate: (date) => date.toISOString(),
    rows: <Row extends object>(operation: string, sql: string, values: readonly unknown[]) =>
      database.read(operation, (session) => session.rows<Row>(sql, numbered(values))),
    write: (operation, statements) =>
      database.write(operation, (session) => {
        for (const { sql, values } of statements) {
          session.run(sql.replace('{now}', "strftime('%Y-%m-%dT%H:%M:%fZ')"), numbered(values));
        }
      }),
    refresh: (sourceId) => refreshEntries(database, sourceId),
  };
}

/** What begins with a word, as FTS5 has it. */
function phrase(word: string): string {
  return `"${word.replaceAll('"', '""')}" *`;
}

/** Values as `$1`, `$2` ... are bound: by their names. */
function numbered(values: readonly unknown[]): NamedValues {
  return Object.fromEntries(values.map((value, index) => [String(index + 1), value as SqlValue]));
}
