import { describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { quoteIdentifier, RESERVED_WORDS } from '../../contracts/sql-identifiers.js';
import { ALL_MAJORS, postgresServer } from '../support/engines.js';

const NAMES = [
  'plain',
  '_x1',
  'with space',
  'Mixed',
  '1st',
  'a"b',
  'a.b',
  'größe',
  'dollar$',
  '',
  'tab\there',
  '🙂',
];

describe.each(ALL_MAJORS)('a name in SQL, by PostgreSQL %i', (major) => {
  it('is quoted whenever the server would quote it', async () => {
    const client = new pg.Client((await postgresServer(major)).superuserUrl);
    await client.connect();
    const { rows } = await client.query<{ name: string; quoted: string; isReserved: boolean }>(
      `SELECT name, quote_ident(name) AS quoted, catcode IS NOT NULL AS "isReserved"
       FROM (SELECT unnest($1::text[]) AS name, NULL AS catcode UNION ALL SELECT word, nullif(nullif(catcode::text, 'U'), 'C')
             FROM pg_get_keywords()) names`,
      [NAMES],
    );
    await client.end();
    expect(rows.length).toBeGreaterThan(400);
    // Words that only newer servers keep for themselves are quoted for older ones too.
    const unquoted = rows.filter(
      ({ name, quoted }) => quoteIdentifier(name) !== quoted && quoteIdentifier(name) !== `"${name}"`,
    );
    expect(unquoted).toEqual([]);
    expect(rows.filter(({ name, isReserved }) => isReserved && !RESERVED_WORDS.has(name))).toEqual([]);
    const needless = rows.filter(({ name, quoted }) => quoted === name && quoteIdentifier(name) !== name);
    if (major === ALL_MAJORS.at(-1)) expect(needless).toEqual([]);
  }, 60_000);
});
