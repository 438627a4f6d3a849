import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { ALL_KINDS, kindDeclaration } from '../../contracts/kinds/index.js';
import { type PostgresQueries, queriesForVersion } from '../../sources/postgres/queries.js';
import { ALL_MAJORS } from '../support/engines.js';
import { LockHolder } from '../support/lock-holder.js';
import { type ClusterAndRules, openClusterAndRules } from '../support/objects/cluster-and-rules.js';

type Row = Record<string, unknown>;
const ALL_OIDS = ['0', '4294967295'];
/** Every table that a trigger, rule, policy, publication or statistics object of the fixture is about. */
const TABLES =
  'shop.orders, shop.numbers, shop.parts, "Shop ""two""".changed, shop."t ""x"" FOR EACH ROW WHEN ("';

describe.each(ALL_MAJORS)('Objects of locked tables in PostgreSQL %i', (major) => {
  let objects: ClusterAndRules;
  let holder: LockHolder;
  let client: pg.Client;
  let queries: PostgresQueries;
  const before = new Map<string, Row[]>();
  const rowsOf = async (text: string) => (await client.query<Row>(text, ALL_OIDS)).rows;

  beforeAll(async () => {
    objects = await openClusterAndRules(major);
    client = new pg.Client(objects.url);
    await client.connect();
    await client.query("SET search_path = pg_catalog; SET lock_timeout = '200ms'");
    queries = queriesForVersion(major);
    for (const kind of ALL_KINDS) before.set(kind, await rowsOf(queries.kinds[kind]));
    holder = new LockHolder(objects.url);
    await holder.lock(TABLES);
  }, 60_000);
  afterAll(async () => {
    await holder[Symbol.asyncDispose]();
    await client.end();
    await objects[Symbol.asyncDispose]();
  });

  it.each(ALL_KINDS)(
    'of kind %s are all read as structures, nothing missing that is declared as required',
    async (kind) => {
      const { columns, identity } = kindDeclaration(kind);
      const identities = (rows: Row[]) =>
        rows.map((row) => JSON.stringify(identity.columns.map((name) => row[name]))).sort();
      const structures = await rowsOf(queries.structures[kind]);
      expect(identities(structures)).toEqual(identities(before.get(kind) ?? []));
      const missing = columns.filter(
        ({ name, nullable }) => !nullable && structures.some((row) => row[name] === null),
      );
      expect(missing).toEqual([]);
    },
  );

  it('keep a definition from being read until the lock is gone, which is why there are structures', async () => {
    await expect(rowsOf(queries.kinds.rule)).rejects.toMatchObject({ code: '55P03' });
    const rules = await rowsOf(queries.structures.rule);
    expect(rules.find(({ rule_name }) => rule_name === 'no "more"')).toMatchObject({ definition: null });
  });
});
