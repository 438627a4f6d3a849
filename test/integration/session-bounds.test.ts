import { describe, expect, it } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { CostMeter } from '../../sources/cost-meter.js';
import { postgresConnectionSchema } from '../../sources/postgres/config.js';
import { PostgresSource } from '../../sources/postgres/index.js';
import { SLOT_LOCKS } from '../../sources/postgres/session-slots.js';
import type { ReadContext } from '../../sources/source.js';
import { createDatabase } from '../support/engines.js';
import { startTransactionPooler } from '../support/transaction-pooler.js';

const context = (runId: string, signal = new AbortController().signal): ReadContext => ({
  runId,
  signal,
  cost: new CostMeter(),
});

/** As another worker has it: pools know nothing of each other. */
function worker(url: string, maxSessions: number): PostgresSource {
  return new PostgresSource(postgresConnectionSchema.parse({ url, max_sessions: maxSessions }));
}

/** Most sessions of SourceSense on a database at once, until it is disposed of. */
async function watchSessions(url: string) {
  const client = new pg.Client(url);
  await client.connect();
  const most = { sessions: 0 };
  const stopping = new AbortController();
  const watching = (async () => {
    while (!stopping.signal.aborted) {
      const { rows } = await client.query<{ count: number }>(
        `SELECT count(*)::int FROM pg_stat_activity
         WHERE datname = current_database() AND application_name LIKE 'sourcesense%'`,
      );
      most.sessions = Math.max(most.sessions, rows[0]?.count ?? 0);
      await delay(2);
    }
    await client.end();
  })();
  return {
    most,
    [Symbol.asyncDispose]: async () => {
      stopping.abort();
      await watching;
    },
  };
}

const READS = 12;
const READ_MS = 60;

/** As many reads at once in each worker, each of which holds its session for a while. */
async function readAtOnce(workers: readonly PostgresSource[]) {
  let now = 0;
  let most = 0;
  const order: number[] = [];
  const reads = workers.flatMap((source, at) =>
    Array.from({ length: READS }, async (_, index) => {
      const shared = await source.together(context(`extract/${at}/${index}`));
      order.push(at);
      most = Math.max(most, ++now);
      await delay(READ_MS);
      now--;
      await shared[Symbol.asyncDispose]();
    }),
  );
  await Promise.all(reads);
  return { most, order };
}

describe('two workers that read a database at once', () => {
  it.each([1, 4])(
    'have no more than its %i sessions between them, and one each that waits',
    async (bound) => {
      await using database = await createDatabase(18, 'bounded');
      const workers = [worker(database.url, bound), worker(database.url, bound)];
      await using sessions = await watchSessions(database.url);
      const { most, order } = await readAtOnce(workers);
      expect(most).toBe(bound);
      expect(sessions.most.sessions).toBeLessThanOrEqual(bound + workers.length);
      // They take turns: neither waits until the other one has nothing more to do.
      for (const each of [0, 1]) expect(order.slice(0, READS)).toContain(each);
      for (const each of workers) await each.close();
    },
  );

  it('have no more transactions than that behind a connection pooler, which keeps no lock of theirs', async () => {
    await using database = await createDatabase(18, 'bounded');
    await using pooler = await startTransactionPooler(database.url, 8);
    const url = new URL(database.url);
    url.port = String(pooler.port);
    const workers = [worker(url.href, 4), worker(url.href, 4)];
    expect((await readAtOnce(workers)).most).toBe(4);
    for (const each of workers) await each.close();
    const client = new pg.Client(database.url);
    await client.connect();
    const { rows } = await client.query('SELECT FROM pg_locks WHERE classid = $1', [SLOT_LOCKS]);
    await client.end();
    expect(rows).toEqual([]);
  });
});

describe('a worker that waits for a session', () => {
  it('has it soon after another worker has no more use for its own', async () => {
    await using database = await createDatabase(18, 'bounded');
    const [first, second] = [worker(database.url, 1), worker(database.url, 1)];
    await first.snapshot(context('extract/a/1'));
    const startedMs = performance.now();
    await second.snapshot(context('extract/b/1'));
    expect(performance.now() - startedMs).toBeLessThan(3000);
    await first.close();
    await second.close();
  });

  it('stops waiting when its run is cancelled, and lets others have what is free', async () => {
    await using database = await createDatabase(18, 'bounded');
    const [first, second] = [worker(database.url, 1), worker(database.url, 1)];
    const stopping = new AbortController();
    const held = await first.together(context('extract/a/1'));
    const waiting = [1, 2].map((run) => second.snapshot(context(`extract/b/${run}`, stopping.signal)));
    const stopped = Promise.all(
      waiting.map((each) => expect(each).rejects.toMatchObject({ category: 'cancelled' })),
    );
    await delay(300);
    stopping.abort();
    await stopped;
    await held[Symbol.asyncDispose]();
    await second.snapshot(context('extract/b/3'));
    await first.close();
    await second.close();
  });

  it('has it when the session that had it was killed', async () => {
    await using database = await createDatabase(18, 'bounded');
    const [first, second] = [worker(database.url, 1), worker(database.url, 1)];
    const held = await first.together(context('extract/a/1'));
    const waiting = second.snapshot(context('extract/b/1'));
    const client = new pg.Client(database.url);
    await client.connect();
    await client.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'sourcesense extract/a/%'",
    );
    await client.end();
    expect(await waiting).toMatch(/^\d+:/);
    await held[Symbol.asyncDispose]();
    await first.close();
    await second.close();
  });
});

describe('a role that may take no advisory locks', () => {
  it('reads without, and the doctor says that each worker has a bound of its own', async () => {
    await using database = await createDatabase(18, 'bounded');
    const role = `${database.name}_role`;
    const admin = new pg.Client(database.url);
    await admin.connect();
    await admin.query(
      `CREATE ROLE ${role} LOGIN PASSWORD 'x'; REVOKE EXECUTE ON FUNCTION pg_try_advisory_lock(int, int) FROM PUBLIC`,
    );
    const url = new URL(database.url);
    url.username = role;
    url.password = 'x';
    const source = worker(url.href, 2);
    expect(await source.snapshot(context('extract/a/1'))).toMatch(/^\d+:/);
    const { capabilities } = await source.examine(context('doctor'));
    const sessions = capabilities.find(({ name }) => name === 'sessions');
    expect(sessions?.detail).toMatch(/each worker/);
    expect(sessions?.remedies[0]?.statements[0]).toMatch(/^GRANT EXECUTE ON FUNCTION/);
    await source.close();
    await admin.query(`DROP ROLE ${role}`);
    await admin.end();
  });
});
