import { describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { ALL_MAJORS, postgresServer } from '../support/engines.js';
import { readDatabase } from '../support/kind-rows.js';
import { readNarrowed, runSql, sourceAt } from '../support/read-source.js';

/** A database in an encoding other than the server's. */
async function databaseIn(major: (typeof ALL_MAJORS)[number], encoding: string) {
  const server = await postgresServer(major);
  const name = `encoding_${encoding.toLowerCase()}_${process.pid}`;
  await runSql(
    server.superuserUrl,
    `CREATE DATABASE ${name} ENCODING '${encoding}' LOCALE 'C' TEMPLATE template0`,
  );
  return {
    url: server.url(name),
    [Symbol.asyncDispose]: () => runSql(server.superuserUrl, `DROP DATABASE ${name} WITH (FORCE)`),
  };
}

const COMMENTED = `CREATE TABLE "Straße" ("Größe" int DEFAULT length('é')); COMMENT ON TABLE "Straße" IS E'señor «x»\\t''\\\\'`;

describe.each(ALL_MAJORS)('text of PostgreSQL %i', (major) => {
  it.each(['LATIN1', 'SQL_ASCII', 'EUC_JIS_2004'])(
    'arrives as it is from a database in %s',
    async (encoding) => {
      await using database = await databaseIn(major, encoding);
      // What EUC_JIS_2004 lacks.
      const statements = encoding === 'EUC_JIS_2004' ? COMMENTED.replaceAll('«x»', '漢字') : COMMENTED;
      await runSql(database.url, statements);
      await using reader = await readDatabase(database.url);
      expect(await reader.rows('table')).toEqual([
        expect.objectContaining({
          table_name: 'Straße',
          comment: `señor ${encoding === 'EUC_JIS_2004' ? '漢字' : '«x»'}\t'\\`,
        }),
      ]);
      expect(await reader.rows('column')).toEqual([
        expect.objectContaining({ column_name: 'Größe', default_expression: `length('é'::text)` }),
      ]);
    },
  );

  it('that is no UTF-8, in SQL_ASCII, is said of its object alone, never replaced', async () => {
    await using database = await databaseIn(major, 'SQL_ASCII');
    await runSql(
      database.url,
      'CREATE TABLE fine (a int); CREATE TABLE broken (a int); CREATE TABLE last (a int)',
    );
    const client = new pg.Client(database.url);
    await client.connect();
    // E'\\xE9' is é in LATIN1.
    await client.query(
      "DO $$ BEGIN EXECUTE 'COMMENT ON TABLE broken IS ' || quote_literal(E'caf\\xE9'); END $$",
    );
    await client.end();
    const source = sourceAt(database.url);
    const tables = await readNarrowed(source, 'table');
    await source.close();
    expect(tables.rows.map((row) => row['table_name'])).toEqual(['fine', 'last']);
    expect(tables.gaps).toEqual([
      expect.objectContaining({
        schemaName: 'public',
        objectName: 'public.broken',
        objects: 1,
        sqlState: '22021',
        status: 'failed',
        reason: expect.stringMatching(/^Text in encoding_sql_ascii_\d+ can't be read as UTF-8/),
      }),
    ]);
  });
});
