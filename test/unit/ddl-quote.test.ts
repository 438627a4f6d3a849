import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { identifier, literal } from '../../ddl/quote.js';
import { ALL_MAJORS, createDatabase, type TestDatabase } from '../support/engines.js';

const NAMES = [
  'plain',
  'Mixed',
  'a b',
  'a"b',
  'a.b',
  '1st',
  '',
  'naïve',
  '😀',
  'back\\slash',
  'new\nline',
  'dollar$',
  '_ok9',
  "it's",
];

describe.each(ALL_MAJORS)('Names and texts in PostgreSQL %i', (major) => {
  let database: TestDatabase;
  let client: pg.Client;

  beforeAll(async () => {
    database = await createDatabase(major, 'quote');
    client = new pg.Client(database.url);
    await client.connect();
  });
  afterAll(async () => {
    await client.end();
    await database[Symbol.asyncDispose]();
  });

  it('are quoted wherever the server would quote them, keywords included', async () => {
    const { rows } = await client.query<{ name: string; quoted: string }>(
      `SELECT name, quote_ident(name) AS quoted FROM (SELECT word FROM pg_get_keywords() UNION ALL SELECT unnest($1::text[])) x (name)`,
      [NAMES],
    );
    expect(rows.length).toBeGreaterThan(400);
    // Quoting more than the server does no harm: a later version's keyword is one everywhere.
    const bare = rows.filter(({ name, quoted }) => identifier(name) === name && quoted !== name);
    expect(bare).toEqual([]);
    const wrong = rows.filter(({ name, quoted }) => quoted !== name && identifier(name) !== quoted);
    expect(wrong).toEqual([]);
  });

  it.each(['on', 'off'])('mean the same with standard_conforming_strings = %s', async (setting) => {
    await client.query(`SET standard_conforming_strings = ${setting}; SET escape_string_warning = off`);
    const { rows } = await client.query<string[]>({
      text: `SELECT ${NAMES.map(literal).join(', ')}`,
      rowMode: 'array',
    });
    expect(rows[0]).toEqual(NAMES);
  });
});
