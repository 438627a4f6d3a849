import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { landingOf, NEVER, publishRows, schemas } from '../support/catalog-fixture.js';
import { createPostgresCatalog, type PostgresTestCatalog } from '../support/catalog-providers.js';

let test: PostgresTestCatalog;
let behind: pg.Client;

beforeAll(async () => {
  test = await createPostgresCatalog();
  behind = new pg.Client(test.url);
  await behind.connect();
});
afterAll(async () => {
  await behind.end();
  await test[Symbol.asyncDispose]();
});

const step = (runId: string) => ({ runId, partitionId: 'database', epoch: 1, reading: 1 });

/** How many sessions of this database wait for a lock. */
async function waitingSessions(): Promise<number> {
  const { rows } = await behind.query<{ sessions: number }>(
    `SELECT count(*)::int AS sessions FROM pg_stat_activity
     WHERE datname = current_database() AND wait_event_type = 'Lock'`,
  );
  return rows[0]?.sessions ?? 0;
}

describe('Landing in PostgreSQL', () => {
  it('stops at once when it is cancelled while the server waits for a lock', async () => {
    await test.catalog.beginRun('locked', 'locked');
    await behind.query('BEGIN; LOCK TABLE catalog.schema_version IN ACCESS EXCLUSIVE MODE');
    const controller = new AbortController();
    const landing = test.catalog.land(step('locked'), [landingOf('schema', schemas('a'))], controller.signal);
    const outcome = landing.catch((error: unknown) => error);
    while ((await waitingSessions()) === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    controller.abort();
    expect(await outcome).toMatchObject({ category: 'cancelled' });
    expect(await waitingSessions()).toBe(0);
    await behind.query('ROLLBACK');
  });

  it('in which the server drops a row fails, of a first run and of a later one', async () => {
    await publishRows(test.catalog, 'enum_type', [{ type_name: 'old' }], 'losing-2');
    await behind.query(`
      CREATE FUNCTION public.lose() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NULL; END $$;
      CREATE TRIGGER lose BEFORE INSERT ON catalog.enum_type_version FOR EACH ROW
        WHEN (NEW.type_name = 'b') EXECUTE FUNCTION public.lose()`);
    for (const source of ['losing-1', 'losing-2']) {
      await test.catalog.beginRun(`${source}-run`, source);
      const rows = [{ type_name: 'a' }, { type_name: 'b' }];
      await expect(
        test.catalog.land(step(`${source}-run`), [landingOf('enum_type', rows)], NEVER),
      ).rejects.toMatchObject({
        category: 'incomplete',
        retryable: false,
        message: expect.stringContaining('enum_type: 2 extracted, 1 landed'),
      });
    }
    await behind.query('DROP TRIGGER lose ON catalog.enum_type_version; DROP FUNCTION public.lose()');
  });
});
