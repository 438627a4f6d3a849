import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import type { Kind } from '../../contracts/kinds/index.js';
import type { SharedContext } from '../../sources/source.js';
import type { PostgresSource } from '../../sources/postgres/index.js';
import { createDatabase } from '../support/engines.js';
import { EVERYTHING, readContext, readNarrowed, runSql, sourceAt } from '../support/read-source.js';

/** More than one transaction reads of each. */
const SEQUENCES = 1200;
const VIEWS = 700;

const RELATIONS = `
  DO $$ BEGIN
    FOR i IN 1..${SEQUENCES} LOOP EXECUTE format('CREATE SEQUENCE s%s', i); END LOOP;
    FOR i IN 1..${VIEWS} LOOP
      EXECUTE format('CREATE TABLE t%1$s (); CREATE VIEW v%1$s AS SELECT FROM t%1$s', i);
      EXECUTE format('CREATE MATERIALIZED VIEW m%1$s AS SELECT FROM t%1$s WITH NO DATA', i);
    END LOOP;
  END $$`;

describe.each([13, 18] as const)('What reading a PostgreSQL %s source locks', (major) => {
  let database: Awaited<ReturnType<typeof createDatabase>>;
  let source: PostgresSource;
  let looker: pg.Client;
  beforeAll(async () => {
    database = await createDatabase(major, 'held_locks');
    await runSql(database.url, RELATIONS);
    source = sourceAt(database.url);
    looker = new pg.Client(database.url);
    await looker.connect();
  });
  afterAll(async () => {
    await looker.end();
    await source.close();
    await database[Symbol.asyncDispose]();
  });

  /** Locks that others hold on relations of users. */
  async function heldLocks(): Promise<number> {
    const { rows } = await looker.query<{ held: number }>(
      `SELECT count(*)::int AS held FROM pg_locks l JOIN pg_stat_activity a USING (pid)
       WHERE a.datname = current_database() AND l.pid <> pg_backend_pid() AND l.relation >= 16384`,
    );
    return rows[0]?.held ?? 0;
  }

  /** The keys of all rows, and how many locks were found at most while they were read. */
  async function readAll(shared: SharedContext, kind: Kind) {
    const keys: string[] = [];
    let isReading = true;
    const look = async () => {
      let most = 0;
      while (isReading) most = Math.max(most, await heldLocks());
      return most;
    };
    const looking = look();
    for await (const batch of source.read(shared, kind, EVERYTHING.relation)) {
      keys.push(...source.rowKeys(kind, batch));
    }
    isReading = false;
    return { keys, most: await looking };
  }

  it.each([
    ['sequence', SEQUENCES],
    ['view', VIEWS],
    ['materialized_view', VIEWS],
  ] as const)(
    'is given back soon: of all objects of kind %s it is a few hundred at a time',
    async (kind, count) => {
      await using shared = await source.together(readContext(kind));
      const { keys, most } = await readAll(shared, kind);
      expect(keys).toHaveLength(count);
      expect(new Set(keys).size).toBe(count);
      // A view and its table each.
      expect(most).toBeLessThanOrEqual(kind === 'sequence' ? 500 : 1000);
    },
  );

  it('is as little where single objects are looked for that can’t be read', async () => {
    const { rows, gaps } = await readNarrowed(source, 'sequence');
    expect(rows).toHaveLength(SEQUENCES);
    expect(gaps).toEqual([]);
  });

  it('does not keep it from telling what is new and what is gone', async () => {
    await using shared = await source.together(readContext('differences'));
    const { keys } = await readAll(shared, 'sequence');
    const known = [...keys.slice(0, 100), ...keys.slice(101), 'gone'];
    const gone: string[] = [];
    const found: string[] = [];
    const differences = source.readDifferences(shared, 'sequence', EVERYTHING.relation, known, (some) =>
      gone.push(...some),
    );
    for await (const batch of differences) found.push(...source.rowKeys('sequence', batch));
    expect(found).toEqual(keys.slice(100, 101));
    expect(gone).toEqual(['gone']);
  });

  it('does not have it send what is known', async () => {
    const context = readContext('known');
    await using shared = await source.together(context);
    const { keys } = await readAll(shared, 'sequence');
    const before = context.cost.total().rows;
    const differences = source.readDifferences(
      shared,
      'sequence',
      EVERYTHING.relation,
      keys,
      () => undefined,
    );
    for await (const batch of differences) expect(batch.rows).toBe(0);
    // Where each of the pieces begins, and nothing else.
    expect(context.cost.total().rows - before).toBe(Math.ceil(SEQUENCES / 500));
  });
});
