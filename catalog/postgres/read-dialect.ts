import type { KindColumn, Value } from '../../contracts/kinds/kind.js';
import type { ReadDialect, SearchedText } from '../reading/dialect.js';
import { refreshEntries } from './entries.js';
import { termOf } from './entry-columns.js';
import { selected } from './objects.js';
import type { CatalogDatabase } from './pool.js';

function compared({ name, type }: KindColumn): string {
  if (type === 'text') return `v."${name}" COLLATE "C"`;
  if (type === 'json') return `v."${name}"::text COLLATE "C"`;
  if (type === 'timestamp') return `(extract(epoch FROM v."${name}") * 1000000)::int8`;
  return `v."${name}"`;
}

/** The weight that an entry's document has each text by. */
const WEIGHTS: Readonly<Record<SearchedText, string>> = { words: 'A', comment: 'C', definition: 'D' };

/** What begins with a word, as tsquery has it. */
function lexeme(word: string, weight: string): string {
  return `'${word.replaceAll('\\', '\\\\').replaceAll("'", "''")}':*${weight}`;
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
    term: termOf,
    contains: (operand, placeholder) => `strpos(${operand}, ${placeholder}) > 0`,
    matches: (_, placeholder) => `e.document @@ ${placeholder}::tsquery`,
    bindMatch: (text, alternatives) =>
      alternatives
        .map((words) => `(${words.map((word) => lexeme(word, WEIGHTS[text])).join(' | ')})`)
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
    refresh: (sourceId) => refreshEntries(database, sourceId),
  };
}
