import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { ALL_KINDS, kindDeclaration } from '../../contracts/kinds/index.js';
import { type PostgresQueries, queriesForVersion } from '../../sources/postgres/queries.js';
import { ALL_MAJORS, createDatabase, type TestDatabase } from '../support/engines.js';
import { runSql } from '../support/read-source.js';
import { LockHolder } from '../support/lock-holder.js';
import { createTypesAndCode } from '../support/objects/index.js';

type Row = Record<string, unknown>;
const ALL_OIDS = ['0', '4294967295'];

describe.each(ALL_MAJORS)('structure-only queries in PostgreSQL %i', (major) => {
  let database: TestDatabase;
  let client: pg.Client;
  let queries: PostgresQueries;
  const rowsOf = async (text: string) => (await client.query<Row>(text, ALL_OIDS)).rows;

  beforeAll(async () => {
    database = await createDatabase(major, 'structure');
    await runSql(database.url, createTypesAndCode(major));
    client = new pg.Client(database.url);
    await client.connect();
    await client.query("SET search_path = pg_catalog; SET lock_timeout = '200ms'");
    queries = queriesForVersion(major);
  });
  afterAll(async () => {
    await client.end();
    await database[Symbol.asyncDispose]();
  });

  it.each(ALL_KINDS)(
    'give the same objects of kind %s, with nothing missing that is declared as required',
    async (kind) => {
      const { columns, identity } = kindDeclaration(kind);
      const identities = (rows: Row[]) => rows.map((row) => identity.columns.map((name) => row[name]));
      const structures = await rowsOf(queries.structures[kind]);
      expect(identities(structures)).toEqual(identities(await rowsOf(queries.kinds[kind])));
      const missing = columns.filter(
        ({ name, nullable }) => !nullable && structures.some((row) => row[name] === null),
      );
      expect(missing).toEqual([]);
    },
  );

  it('read functions whose body names a locked table, which the full query waits for from 14', async () => {
    await using holder = new LockHolder(database.url);
    await holder.lock('app.place');
    const names = (await rowsOf(queries.structures.routine)).map((row) => row['routine_name']);
    expect(names).toEqual(expect.arrayContaining(major < 14 ? ['area'] : ['area', 'homes']));
    const full = rowsOf(queries.kinds.routine);
    if (major < 14) expect((await full).map((row) => row['routine_name'])).toEqual(names);
    else await expect(full).rejects.toMatchObject({ code: '55P03' });
  });
});
