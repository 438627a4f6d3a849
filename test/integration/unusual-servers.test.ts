import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { ALL_KINDS, type Kind, kindDeclaration } from '../../contracts/kinds/index.js';
import { CostMeter } from '../../sources/cost-meter.js';
import { postgresConnectionSchema } from '../../sources/postgres/config.js';
import { sessionOptions } from '../../sources/postgres/connection-options.js';
import { PostgresSource } from '../../sources/postgres/index.js';
import { reachServer } from '../../sources/postgres/server.js';
import { beginStatement, openReadSession } from '../../sources/postgres/session.js';
import type { ReadContext } from '../../sources/source.js';
import { startPostgres } from '../../stack/postgres.js';
import { ProcessLedger } from '../../stack/process-ledger.js';
import { silentReporter } from '../../stack/progress.js';
import { createDatabase, engines } from '../support/engines.js';
import { startTransactionPooler } from '../support/transaction-pooler.js';

const SCHEMA = `
  CREATE TABLE t (id serial PRIMARY KEY, name text DEFAULT 'x');
  CREATE VIEW v AS SELECT id, name FROM t;
  INSERT INTO t (name) VALUES ('a'), ('b');
  ANALYZE t`;

async function run(url: string, sql: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  await client.query(sql);
  await client.end();
}

const context = (signal = new AbortController().signal): ReadContext => ({
  runId: 'extract/test/1',
  signal,
  cost: new CostMeter(),
});

function source(url: string, settings: object = {}): PostgresSource {
  return new PostgresSource(postgresConnectionSchema.parse({ url, ...settings }));
}

/** The number of objects read of every kind, all kinds at once. */
async function readAll(url: string): Promise<Partial<Record<Kind, number>>> {
  const from = source(url);
  const { partitions } = await from.discover(context(), { partitionSize: 3000, maxPartitions: 9 });
  const counts = await Promise.all(
    ALL_KINDS.map(async (kind) => {
      let rows = 0;
      for (const partition of partitions.filter(({ scope }) => scope === kindDeclaration(kind).scope)) {
        for await (const batch of from.read(context(), kind, partition)) rows += batch.rows;
      }
      return [kind, rows] as const;
    }),
  );
  await from.close();
  return Object.fromEntries(counts);
}

describe('behind a connection pooler in transaction mode', () => {
  const through = (url: string, port: number) => {
    const pooled = new URL(url);
    pooled.port = String(port);
    pooled.password = '';
    return pooled.href;
  };

  it('every kind is read as without one, by more sessions than the pooler has', async () => {
    await using database = await createDatabase(18, 'pooled');
    await run(database.url, SCHEMA);
    await using pooler = await startTransactionPooler(database.url, 2);
    const url = through(database.url, pooler.port);
    expect(await readAll(url)).toEqual(await readAll(database.url));
    const pooled = source(url);
    const { capabilities } = await pooled.examine(context());
    expect(capabilities.find(({ name }) => name === 'pooler')?.detail).toMatch(/pooler is in between/);
    await pooled.close();
  });

  it('a cancelled read ends at the server, though the pooler names a process that is none', async () => {
    await using database = await createDatabase(18, 'pooled');
    await using pooler = await startTransactionPooler(database.url, 2);
    const config = postgresConnectionSchema.parse({ url: through(database.url, pooler.port) });
    const label = sessionOptions(config);
    const { pool, sessionConfig } = await reachServer(label, config, 'postgresql');
    const begin = beginStatement(config, 'extract/test/1');
    const stopping = new AbortController();
    const parts = { pool, sessionConfig, label, begin, cost: new CostMeter() };
    await using session = await openReadSession(parts, stopping.signal);
    const ended = expect(session.all('SELECT pg_sleep(60)', [])).rejects.toMatchObject({
      category: 'cancelled',
    });
    await untilSleeping(database.url, 1);
    stopping.abort();
    await ended;
    await untilSleeping(database.url, 0);
  });
});

/** Waits until so many sessions of a database sleep. */
async function untilSleeping(url: string, sessions: number): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    for (;;) {
      const { rowCount } = await client.query(
        "SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'",
      );
      if (rowCount === sessions) return;
      await delay(20);
    }
  } finally {
    await client.end();
  }
}

describe.each([13, 18] as const)('PostgreSQL %i', (major) => {
  it('is read in recovery, as a hot standby', async () => {
    const directory = join(engines().directory, `standby-${major}`);
    const options = {
      major,
      directory,
      ledger: new ProcessLedger(directory),
      reporter: silentReporter,
      durable: false,
    };
    const primary = await startPostgres(options);
    await run(primary.superuserUrl, SCHEMA);
    const expected = await readAll(primary.superuserUrl);
    await primary.stop();
    writeFileSync(join(directory, 'data/standby.signal'), '');
    const standby = await startPostgres(options);
    try {
      expect(await readAll(standby.superuserUrl)).toEqual(expected);
      const from = source(standby.superuserUrl);
      const { capabilities } = await from.examine(context());
      expect(capabilities.find(({ name }) => name === 'server')?.detail).toMatch(/^A standby/);
      await from.close();
    } finally {
      await standby.stop();
    }
  }, 60_000);

  it('is read when its database is read-only by default', async () => {
    await using database = await createDatabase(major, 'readonly');
    await run(database.url, SCHEMA);
    const { server_setting: before = 0, ...objects } = await readAll(database.url);
    await run(database.url, `ALTER DATABASE ${database.name} SET default_transaction_read_only = on`);
    expect(await readAll(database.url)).toEqual({ ...objects, server_setting: before + 1 });
  });

  it('is read in encoding SQL_ASCII, what is not UTF-8 as U+FFFD, and the doctor says so', async () => {
    await using database = await createDatabase(
      major,
      'ascii',
      "ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0",
    );
    await run(database.url, "CREATE TABLE schlüssel (a int); COMMENT ON TABLE schlüssel IS E'caf\\xe9'");
    const from = source(database.url);
    const partition = { partitionId: 'all', scope: 'relation', fromOid: 0, toOid: 4294967295 } as const;
    const { columns } = kindDeclaration('table');
    const values: unknown[] = [];
    for await (const batch of from.read(context(), 'table', partition)) {
      for (const name of ['table_name', 'comment']) {
        values.push(...(batch.columns[columns.findIndex((column) => column.name === name)] ?? []));
      }
    }
    expect(values).toEqual(['schlüssel', 'caf\ufffd']);
    const { capabilities } = await from.examine(context());
    expect(capabilities.find(({ name }) => name === 'server')).toMatchObject({
      availability: 'partial',
      skipped: expect.stringMatching(/U\+FFFD/),
    });
    await from.close();
  });

  it.each([
    'two words',
    'at@sign',
    'a/b/c?d#e',
    '100%',
    '%41%zz',
    'co:lon',
    `"double" and 'single'`,
    'back\\slash',
    'pässwörd ключ 密码 🔑',
    'e\u0301 decomposed',
  ])('lets the password %p in, from a URL and from the setting', async (password) => {
    await using database = await createDatabase(major, 'password');
    const role = pg.escapeIdentifier(`role of ${database.name}`);
    await run(database.url, `CREATE ROLE ${role} LOGIN PASSWORD ${pg.escapeLiteral(password)}`);
    const url = new URL(database.url);
    url.username = encodeURIComponent(`role of ${database.name}`);
    url.password = '';
    const byS = source(url.href, { password });
    expect((await byS.connect(context())).role).toBe(`role of ${database.name}`);
    await byS.close();
    const byUrl = source(url.href.replace('@', `:${encodeURIComponent(password)}@`));
    expect((await byUrl.connect(context())).role).toBe(`role of ${database.name}`);
    await byUrl.close();
    await run(database.url, `DROP ROLE ${role}`);
  });
});
