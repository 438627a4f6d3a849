import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { loadSampleDatabase } from '../../sample-db/load.js';
import { createDatabase, type TestDatabase } from '../support/engines.js';

/** For each kind of thing in `sample-database.md`, what of it pg_catalog knows in the three schemas. */
const KINDS: Record<string, string> = {
  view: `SELECT FROM pg_class WHERE relkind = 'v' AND relnamespace = ANY ($1)`,
  'populated materialized view': `SELECT FROM pg_class
    WHERE relkind = 'm' AND relispopulated AND relnamespace = ANY ($1)`,
  enum: `SELECT FROM pg_type WHERE typtype = 'e' AND typnamespace = ANY ($1)`,
  domain: `SELECT FROM pg_type WHERE typtype = 'd' AND typnamespace = ANY ($1)`,
  'generated column': `SELECT FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid
    WHERE attgenerated = 's' AND relnamespace = ANY ($1)`,
  'identity column': `SELECT FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid
    WHERE attidentity = 'a' AND relnamespace = ANY ($1)`,
  'check constraint': `SELECT FROM pg_constraint WHERE contype = 'c' AND conrelid > 0 AND connamespace = ANY ($1)`,
  'composite primary key': `SELECT FROM pg_constraint
    WHERE contype = 'p' AND cardinality(conkey) > 1 AND connamespace = ANY ($1)`,
  'composite foreign key': `SELECT FROM pg_constraint
    WHERE contype = 'f' AND cardinality(conkey) > 1 AND connamespace = ANY ($1)`,
  'foreign key to its own table': `SELECT FROM pg_constraint
    WHERE contype = 'f' AND conrelid = confrelid AND connamespace = ANY ($1)`,
  'foreign key from analytics to ecommerce': `SELECT FROM pg_constraint AS k JOIN pg_class AS c ON c.oid = confrelid
    WHERE contype = 'f' AND connamespace = 'analytics'::regnamespace AND relnamespace = 'ecommerce'::regnamespace
      AND connamespace = ANY ($1)`,
  'partial index': `SELECT FROM pg_index JOIN pg_class AS c ON c.oid = indexrelid
    WHERE indpred IS NOT NULL AND relnamespace = ANY ($1)`,
  'expression index': `SELECT FROM pg_index JOIN pg_class AS c ON c.oid = indexrelid
    WHERE indexprs IS NOT NULL AND relnamespace = ANY ($1)`,
  'index with an included column': `SELECT FROM pg_index JOIN pg_class AS c ON c.oid = indexrelid
    WHERE indnatts > indnkeyatts AND relnamespace = ANY ($1)`,
  trigger: `SELECT FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = tgrelid
    WHERE NOT tgisinternal AND relnamespace = ANY ($1)`,
  function: `SELECT FROM pg_proc WHERE prokind = 'f' AND pronamespace = ANY ($1)`,
  procedure: `SELECT FROM pg_proc WHERE prokind = 'p' AND pronamespace = ANY ($1)`,
  'partitioned table': `SELECT FROM pg_class WHERE relkind = 'p' AND relnamespace = ANY ($1)`,
  partition: `SELECT FROM pg_class WHERE relispartition AND relkind = 'r' AND relnamespace = ANY ($1)`,
  'row-level security policy': `SELECT FROM pg_policy AS p JOIN pg_class AS c ON c.oid = polrelid
    WHERE relrowsecurity AND relnamespace = ANY ($1)`,
  sequence: `SELECT FROM pg_class WHERE relkind = 'S' AND relnamespace = ANY ($1)`,
  'column statistic': `SELECT FROM pg_stats WHERE schemaname::regnamespace::oid = ANY ($1)`,
};

const UNDOCUMENTED_COLUMNS = `
  SELECT attrelid::regclass || '.' || attname AS name FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = attrelid
   WHERE relnamespace = ANY ($1) AND relkind IN ('r', 'p') AND NOT relispartition
     AND attnum > 0 AND NOT attisdropped AND col_description(attrelid, attnum) IS NULL`;

const UNDOCUMENTED_OBJECTS = `
  SELECT oid::regclass::text AS name FROM pg_class
   WHERE relnamespace = ANY ($1) AND relkind IN ('r', 'p', 'v', 'm') AND obj_description(oid, 'pg_class') IS NULL
  UNION ALL
  SELECT oid::regprocedure::text FROM pg_proc
   WHERE pronamespace = ANY ($1) AND obj_description(oid, 'pg_proc') IS NULL
  UNION ALL
  SELECT oid::regtype::text FROM pg_type
   WHERE typnamespace = ANY ($1) AND typtype IN ('e', 'd') AND obj_description(oid, 'pg_type') IS NULL`;

const EXTENSIONS = `SELECT extname::text AS name FROM pg_extension WHERE extname <> 'plpgsql' AND $1 IS NOT NULL`;

const BROKEN_FOREIGN_KEYS = `
  SELECT conname::text AS name FROM pg_constraint
   WHERE contype = 'f' AND NOT convalidated AND connamespace = ANY ($1)`;

describe.each([13, 18] as const)('the sample database on PostgreSQL %i', (major) => {
  let database: TestDatabase;
  let client: pg.Client;
  let schemas: string[];

  beforeAll(async () => {
    database = await createDatabase(major, 'sample_objects');
    await loadSampleDatabase(database.url);
    client = new pg.Client({ connectionString: database.url });
    await client.connect();
    const { rows } = await client.query<{ oid: string }>(
      `SELECT oid::text FROM pg_namespace WHERE nspname IN ('ecommerce', 'analytics', 'reporting')`,
    );
    schemas = rows.map(({ oid }) => oid);
  });
  afterAll(async () => {
    await client.end();
    await database[Symbol.asyncDispose]();
  });

  const names = async (query: string) =>
    (await client.query<{ name: string }>(query.replaceAll('$1', '$1::oid[]'), [schemas])).rows;

  it.each(Object.keys(KINDS))('shows a %s', async (kind) => {
    const query = (KINDS[kind] ?? '').replaceAll('$1', '$1::oid[]');
    expect((await client.query(query, [schemas])).rowCount).toBeGreaterThan(0);
  });

  it('documents every table, view, routine and type', async () => {
    expect(await names(UNDOCUMENTED_OBJECTS)).toEqual([]);
  });

  it('documents every column of every table', async () => {
    expect(await names(UNDOCUMENTED_COLUMNS)).toEqual([]);
  });

  it('needs no extension', async () => {
    expect(await names(EXTENSIONS)).toEqual([]);
  });

  it('has foreign keys that were all checked', async () => {
    expect(await names(BROKEN_FOREIGN_KEYS)).toEqual([]);
  });

  it('lets a customer see no address but their own', async () => {
    await client.query(`BEGIN; CREATE ROLE sample_customer; GRANT USAGE ON SCHEMA ecommerce TO sample_customer;
      GRANT SELECT ON ecommerce.addresses TO sample_customer;
      SET LOCAL ROLE sample_customer; SET LOCAL ecommerce.current_user_id = '2'`);
    const { rows } = await client.query('SELECT DISTINCT user_id FROM ecommerce.addresses');
    await client.query('ROLLBACK');
    expect(rows).toEqual([{ user_id: '2' }]);
  });
});
