import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { loadSampleDatabase } from '../../sample-db/load.js';
import { createDatabase, type TestDatabase } from '../support/engines.js';

/** What `sample-database.md` asks for; the derived tables have what follows from the seed. */
const ROWS = {
  'ecommerce.users': 1000,
  'ecommerce.categories': 40,
  'ecommerce.products': 500,
  'ecommerce.addresses': 1500,
  'ecommerce.orders': 5000,
  'ecommerce.order_items': 15_000,
  'analytics.product_views': 20_000,
  'analytics.user_events': 20_000,
  'analytics.sales_summary': 384,
  'reporting.daily_sales': 366,
  'reporting.monthly_revenue': 12,
  'reporting.product_performance': 500,
};

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** A digest of every table's content, whatever the order of its rows. */
async function checksums(url: string): Promise<Record<string, string>> {
  return withClient(url, async (client) => {
    await client.query(`SET timezone = 'UTC'`);
    const digests: Record<string, string> = {};
    for (const table of Object.keys(ROWS)) {
      const { rows } = await client.query<{ digest: string }>(
        `SELECT md5(string_agg(row_digest, '' ORDER BY row_digest COLLATE "C")) AS digest
           FROM (SELECT md5(t::text) AS row_digest FROM ${table} AS t) AS digests`,
      );
      digests[table] = rows[0]?.digest ?? '';
    }
    return digests;
  });
}

describe.each([13, 18] as const)('the sample database on PostgreSQL %i', (major) => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createDatabase(major, 'sample');
    await loadSampleDatabase(database.url);
  });
  afterAll(async () => {
    await database[Symbol.asyncDispose]();
  });

  it('has the rows that the documentation promises', async () => {
    const { tables } = await loadSampleDatabase(database.url);
    expect(Object.fromEntries(tables.map(({ name, rows }) => [name, rows]))).toEqual(ROWS);
  });

  it('is left alone by a second load', async () => {
    const tableOids = `SELECT array_agg(oid::text ORDER BY oid) AS oids FROM pg_class WHERE relkind IN ('r', 'p')`;
    const before = await withClient(database.url, (client) => client.query(tableOids));
    const { alreadyLoaded } = await loadSampleDatabase(database.url);
    const after = await withClient(database.url, (client) => client.query(tableOids));
    expect(alreadyLoaded).toBe(true);
    expect(after.rows).toEqual(before.rows);
  });

  it('is rebuilt to the same rows when a part of it is missing', async () => {
    const whole = await checksums(database.url);
    await withClient(database.url, (client) => client.query('DROP SCHEMA reporting CASCADE'));
    const { alreadyLoaded } = await loadSampleDatabase(database.url);
    expect(alreadyLoaded).toBe(false);
    expect(await checksums(database.url)).toEqual(whole);
  });

  it('is replaced when it is of another version', async () => {
    await withClient(database.url, (client) =>
      client.query(`COMMENT ON SCHEMA analytics IS 'Old. Sample data of SourceSense, version 000000000000.';
                    CREATE TABLE analytics.only_in_the_old_version (id integer)`),
    );
    expect((await loadSampleDatabase(database.url)).alreadyLoaded).toBe(false);
    const { rows } = await withClient(database.url, (client) =>
      client.query(`SELECT to_regclass('analytics.only_in_the_old_version') AS old`),
    );
    expect(rows).toEqual([{ old: null }]);
  });

  it('takes new rows after those that were loaded', async () => {
    const { rows } = await withClient(database.url, async (client) => {
      await client.query('BEGIN');
      const inserted = await client.query(
        `INSERT INTO ecommerce.orders (user_id, shipping_address_id, billing_address_id) VALUES (1, 1, 1)
           RETURNING order_id, order_number`,
      );
      await client.query('ROLLBACK');
      return inserted;
    });
    expect(rows).toEqual([{ order_id: '5001', order_number: 'SO-105001' }]);
  });

  it('keeps the total of every order equal to the sum of its lines', async () => {
    const { rows } = await withClient(database.url, (client) =>
      client.query(`SELECT count(*)::integer AS wrong FROM ecommerce.orders AS o WHERE items_total <>
                      (SELECT sum(line_total) FROM ecommerce.order_items AS i WHERE i.order_id = o.order_id)`),
    );
    expect(rows).toEqual([{ wrong: 0 }]);
  });
});

it('is the same on the oldest and the newest PostgreSQL', async () => {
  await using oldest = await createDatabase(13, 'sample');
  await using newest = await createDatabase(18, 'sample');
  await Promise.all([oldest, newest].map(({ url }) => loadSampleDatabase(url)));
  expect(await checksums(newest.url)).toEqual(await checksums(oldest.url));
});

it('is loaded once by two loads at the same time', async () => {
  await using database = await createDatabase(18, 'sample');
  const loads = await Promise.all([loadSampleDatabase(database.url), loadSampleDatabase(database.url)]);
  expect(loads.map(({ alreadyLoaded }) => alreadyLoaded).sort()).toEqual([false, true]);
});
