import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { ALL_KINDS, type Kind, kindDeclaration } from '../../contracts/kinds/index.js';
import { CostMeter } from '../../sources/cost-meter.js';
import { postgresConnectionSchema } from '../../sources/postgres/config.js';
import { sessionOptions } from '../../sources/postgres/connection-options.js';
import { reachServer } from '../../sources/postgres/server.js';
import { beginStatement, openReadSession } from '../../sources/postgres/session.js';
import { startPostgres } from '../../stack/postgres.js';
import { ProcessLedger } from '../../stack/process-ledger.js';
import { silentReporter } from '../../stack/progress.js';
import { createDatabase, engines } from '../support/engines.js';
import { EVERYTHING, readContext, readNarrowed, runSql, sourceAt } from '../support/read-source.js';
import { startTransactionPooler } from '../support/transaction-pooler.js';

const SCHEMA = `
  CREATE TABLE t (id serial PRIMARY KEY, name text DEFAULT 'x');
  CREATE VIEW v AS SELECT id, name FROM t;
  INSERT INTO t (name) VALUES ('a'), ('b');
  ANALYZE t`;

const context = () => readContext('extract/test/1');

/** The number of objects read of every kind, all kinds at once. */
async function readAll(url: string): Promise<Partial<Record<Kind, number>>> {
  const from = sourceAt(url);
  const counts = await Promise.all(
    ALL_KINDS.map(async (kind) => {
      let rows = 0;
      const batches = from.read(context(), kind, EVERYTHING[kindDeclaration(kind).scope]);
      for await (const batch of batches) rows += batch.rows;
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
    await runSql(database.url, SCHEMA);
    await using pooler = await startTransactionPooler(database.url, 2);
    const url = through(database.url, pooler.port);
    expect(await readAll(url)).toEqual(await readAll(database.url));
    const pooled = sourceAt(url);
    const { capabilities } = await pooled.examine(context());
    expect(capabilities.find(({ name }) => name === 'pooler')?.detail).toMatch(/pooler is in between/);
    await pooled.close();
  });

  it('a cancelled read ends at the server, though the pooler names a process that is none', async () => {
    await using database = await createDatabase(18, 'pooled');
    await using pooler = await startTransactionPooler(database.url, 2);
    const config = postgresConnectionSchema.parse({ url: through(database.url, pooler.port) });
    const label = sessionOptions(config);
    const { pool, slots, sessionConfig } = await reachServer(label, config, 'postgresql');
    const begin = beginStatement(config, 'extract/test/1');
    const stopping = new AbortController();
    const parts = { pool, slots, sessionConfig, label, begin, cost: new CostMeter() };
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
    await runSql(primary.superuserUrl, SCHEMA);
    const expected = await readAll(primary.superuserUrl);
    await primary.stop();
    writeFileSync(join(directory, 'data/standby.signal'), '');
    const standby = await startPostgres(options);
    try {
      expect(await readAll(standby.superuserUrl)).toEqual(expected);
      const from = sourceAt(standby.superuserUrl);
      const { capabilities } = await from.examine(context());
      expect(capabilities.find(({ name }) => name === 'server')?.detail).toMatch(/^A standby/);
      await from.close();
    } finally {
      await standby.stop();
    }
  }, 60_000);

  it('is read when its database is read-only by default', async () => {
    await using database = await createDatabase(major, 'readonly');
    await runSql(database.url, SCHEMA);
    const { server_setting: before = 0, ...objects } = await readAll(database.url);
    await runSql(database.url, `ALTER DATABASE ${database.name} SET default_transaction_read_only = on`);
    expect(await readAll(database.url)).toEqual({ ...objects, server_setting: before + 1 });
  });

  it('is read in encoding SQL_ASCII, and the doctor says what of it can not be', async () => {
    await using database = await createDatabase(
      major,
      'ascii',
      "ENCODING 'SQL_ASCII' LC_COLLATE 'C' LC_CTYPE 'C' TEMPLATE template0",
    );
    await runSql(database.url, "CREATE TABLE schlüssel (a int); COMMENT ON TABLE schlüssel IS 'café'");
    const from = sourceAt(database.url);
    const { rows } = await readNarrowed(from, 'table');
    expect(rows).toMatchObject([{ table_name: 'schlüssel', comment: 'café' }]);
    const { capabilities } = await from.examine(context());
    expect(capabilities.find(({ name }) => name === 'server')).toMatchObject({
      availability: 'partial',
      skipped: expect.stringMatching(/not UTF-8: each is a gap/),
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
    await runSql(database.url, `CREATE ROLE ${role} LOGIN PASSWORD ${pg.escapeLiteral(password)}`);
    const url = new URL(database.url);
    url.username = encodeURIComponent(`role of ${database.name}`);
    url.password = '';
    const byS = sourceAt(url.href, { password });
    expect((await byS.connect(context())).role).toBe(`role of ${database.name}`);
    await byS.close();
    const byUrl = sourceAt(url.href.replace('@', `:${encodeURIComponent(password)}@`));
    expect((await byUrl.connect(context())).role).toBe(`role of ${database.name}`);
    await byUrl.close();
    await runSql(database.url, `DROP ROLE ${role}`);
  });
});
