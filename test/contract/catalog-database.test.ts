import { randomBytes } from 'node:crypto';
import { connect, createServer, type Socket } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { CatalogConnector } from '../../catalog/connector.js';
import { postgresCatalogConfigSchema } from '../../catalog/postgres/config.js';
import { loadMigrations, migrate } from '../../catalog/postgres/migrate.js';
import { CatalogDatabase } from '../../catalog/postgres/pool.js';
import { createPostgresCatalog } from '../support/catalog-providers.js';
import { createDatabase, postgresServer } from '../support/engines.js';
import { listen } from '../support/listening.js';

const CATALOG_OBJECTS =
  "SELECT relname FROM pg_class WHERE relnamespace = to_regnamespace('catalog') ORDER BY 1";

async function onDatabase<R extends pg.QueryResultRow>(url: string, sql: string): Promise<R[]> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    return (await client.query<R>(sql)).rows;
  } finally {
    await client.end();
  }
}

function urlWith(
  url: string,
  changes: Partial<Pick<URL, 'username' | 'password' | 'port' | 'pathname'>>,
): string {
  return Object.assign(new URL(url), changes).href;
}

describe('Opening a catalog', () => {
  it('makes it once when several processes start at once, on the oldest and the newest server', async () => {
    for (const major of [13, 18] as const) {
      await using database = await createDatabase(major, 'catalog');
      const catalogs = await Promise.all(
        Array.from({ length: 4 }, () => CatalogConnector.open('enterprise', { url: database.url })),
      );
      const health = await Promise.all(catalogs.map((catalog) => catalog.healthCheck()));
      await Promise.all(catalogs.map((catalog) => catalog.close()));
      expect(new Set(health.map(({ migration }) => migration))).toEqual(
        new Set([loadMigrations().at(-1)?.number]),
      );
      expect(health[0]?.serverVersion).toMatch(new RegExp(`^${major}\\.`));
    }
  });

  it('needs no right to create anything once it is made', async () => {
    await using test = await createPostgresCatalog();
    const role = `reader_${randomBytes(4).toString('hex')}`;
    await onDatabase(
      test.url,
      `CREATE ROLE ${role} LOGIN PASSWORD 'pw'; GRANT USAGE ON SCHEMA catalog TO ${role};
       GRANT SELECT ON ALL TABLES IN SCHEMA catalog TO ${role}`,
    );
    const url = urlWith(test.url, { username: role, password: 'pw' });
    await using catalog = await CatalogConnector.open('enterprise', { url });
    expect(await catalog.listRuns(1)).toEqual([]);
    const refused = catalog.beginRun('run', 'source');
    await expect(refused).rejects.toMatchObject({ category: 'permission', sqlState: '42501' });
    await onDatabase(test.url, `DROP OWNED BY ${role}; DROP ROLE ${role}`);
  });

  it('refuses a database that a newer program made', async () => {
    await using test = await createPostgresCatalog();
    await onDatabase(test.url, "INSERT INTO catalog.migration VALUES (9999, '9999_future.sql', 'x')");
    const opening = CatalogConnector.open('enterprise', { url: test.url });
    await expect(opening).rejects.toMatchObject({
      category: 'unsupported',
      message: expect.stringMatching(/has migration 9999_future.sql; the last one this program knows is/),
    });
  });

  it('refuses a database that another content of a migration made', async () => {
    await using test = await createPostgresCatalog();
    await onDatabase(test.url, "UPDATE catalog.migration SET checksum = 'other' WHERE number = 3");
    await expect(CatalogConnector.open('enterprise', { url: test.url })).rejects.toMatchObject({
      category: 'unsupported',
      message: expect.stringContaining('0003_schema.sql'),
    });
  });

  it('leaves nothing of a migration that fails, and all of those before it', async () => {
    await using database = await createDatabase(18, 'catalog');
    const known = loadMigrations();
    const broken = {
      number: (known.at(-1)?.number ?? 0) + 1,
      name: 'broken.sql',
      checksum: 'x',
      sql: 'CREATE TABLE catalog.half (); SELECT 1/0',
    };
    const catalogDatabase = new CatalogDatabase(postgresCatalogConfigSchema.parse({ url: database.url }));
    await expect(migrate(catalogDatabase, [...known, broken])).rejects.toThrow('division by zero');
    await migrate(catalogDatabase);
    await catalogDatabase.close();
    const names = (await onDatabase<{ relname: string }>(database.url, CATALOG_OBJECTS)).map(
      (row) => row.relname,
    );
    expect(names).toContain('columns');
    expect(names).not.toContain('half');
  });

  it('creates the database when it is told to, and by several at once', async () => {
    const name = `created_${randomBytes(4).toString('hex')}`;
    const config = { url: (await postgresServer(18)).url(name), create_database: true };
    const catalogs = await Promise.all(
      Array.from({ length: 3 }, () => CatalogConnector.open('enterprise', config)),
    );
    expect(await catalogs[0]?.listRuns(1)).toEqual([]);
    await Promise.all(catalogs.map((catalog) => catalog.close()));
    await onDatabase((await postgresServer(18)).superuserUrl, `DROP DATABASE ${name}`);
  });
});

describe('A catalog that can not be used', () => {
  const url = async () => (await postgresServer(18)).url('postgres');
  const refusal = async (changes: Parameters<typeof urlWith>[1], base?: string) =>
    CatalogConnector.open('enterprise', { url: urlWith(base ?? (await url()), changes) }).then(
      () => null,
      (error: unknown) => error,
    );

  it('says what to do about a database that is not there', async () => {
    expect(await refusal({ pathname: '/nowhere' })).toMatchObject({
      category: 'database_missing',
      retryable: false,
      message: expect.stringContaining('catalog.create_database'),
    });
  });

  it('says which role was refused, never its password', async () => {
    const password = 'hunter2/ä';
    const error = await refusal({ username: 'nobody', password });
    expect(error).toMatchObject({ category: 'authentication', retryable: false });
    expect(String(error)).toContain('nobody');
    expect(String(error)).not.toContain('hunter2');
  });

  it('is retried when the server is not there', async () => {
    expect(await refusal({ port: '1' })).toMatchObject({ category: 'store_unavailable', retryable: true });
  });

  it('is given up after the connect timeout when the server says nothing', async () => {
    const silent = createServer();
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const address = silent.address();
    const port = typeof address === 'object' && address !== null ? String(address.port) : '';
    const opening = CatalogConnector.open('enterprise', {
      url: `postgres://a:b@127.0.0.1:${port}/c`,
      connect_timeout_ms: 300,
    });
    await expect(opening).rejects.toMatchObject({ category: 'store_unavailable' });
    silent.close();
  });

  it('is told from one whose URL is none', async () => {
    const opening = CatalogConnector.open('enterprise', { url: 'postgres://host:port:again/x' });
    await expect(opening).rejects.toMatchObject({ category: 'invalid_input' });
  });

  it('is refused when its encoding could not hold every name', async () => {
    const name = `ascii_${randomBytes(4).toString('hex')}`;
    const { superuserUrl } = await postgresServer(18);
    await onDatabase(
      superuserUrl,
      `CREATE DATABASE ${name} ENCODING 'SQL_ASCII' LOCALE 'C' TEMPLATE template0`,
    );
    expect(await refusal({ pathname: `/${name}` })).toMatchObject({ category: 'unsupported' });
    await onDatabase(superuserUrl, `DROP DATABASE ${name}`);
  });

  it('works again after its sessions were ended', async () => {
    await using test = await createPostgresCatalog();
    await test.catalog.healthCheck();
    await onDatabase(
      test.url,
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND application_name = 'sourcesense-catalog'`,
    );
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(await test.catalog.listRuns(1)).toEqual([]);
  });
});

describe('The sessions of a catalog', () => {
  const sessions = async (url: string) =>
    (
      await onDatabase<{ count: number }>(
        url,
        `SELECT count(*)::int FROM pg_stat_activity
         WHERE datname = current_database() AND application_name = 'sourcesense-catalog'`,
      )
    )[0]?.count;

  it('are up to 30 under load, of which 10 are kept', async () => {
    await using test = await createPostgresCatalog();
    const busy = Array.from({ length: 60 }, () => test.catalog.contentDigest('nothing'));
    await busy[0];
    expect(await sessions(test.url)).toBe(30);
    await Promise.all(busy);
    while ((await sessions(test.url)) !== 10) await new Promise((resolve) => setTimeout(resolve, 200));
    await new Promise((resolve) => setTimeout(resolve, 1000));
    expect(await sessions(test.url)).toBe(10);
  });

  it('are checked before they are used: those that fell silent are replaced', async () => {
    await using database = await createDatabase(18, 'catalog');
    const target = new URL(database.url);
    const upstream: Socket[] = [];
    await using proxy = await listen((socket) => {
      const server = connect(Number(target.port), target.hostname);
      upstream.push(server);
      socket.on('error', () => server.destroy());
      server.on('error', () => socket.destroy());
      socket.pipe(server).pipe(socket);
    });
    await using catalog = await CatalogConnector.open('enterprise', {
      url: urlWith(database.url, { port: String(proxy.port) }),
      // Each that fell silent is waited for so long, and so is each that is opened, on a machine that may be busy.
      connect_timeout_ms: 2000,
    });
    await Promise.all([catalog.listRuns(1), catalog.listRuns(1)]);
    const before = upstream.length;
    for (const server of upstream) server.unpipe().pause();
    expect(await catalog.listRuns(1)).toEqual([]);
    expect(upstream.length).toBe(before + 1);
    for (const server of upstream) server.destroy();
  });
});
