import { writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import pg from 'pg';
import { CatalogConnector, type ProviderSettings } from '../../catalog/connector.js';
import { CREDENTIALS } from '../support/catalog-providers.js';
import { createDatabase, type TestDatabase } from '../support/engines.js';
import { signedAt } from '../support/iam-token.js';
import { REGION, type Rds, startRds } from '../support/rds.js';
import { startTlsProxy } from '../support/tls-proxy.js';

/** How long RDS accepts a token. */
const TOKEN_LIFETIME_MS = 15 * 60_000;

let database: TestDatabase;
let rds: Rds;
const environment = { ...process.env };

beforeEach(async () => {
  database = await createDatabase(18, 'cloud');
  rds = await startRds(database.url, CREDENTIALS);
  process.env['AWS_ACCESS_KEY_ID'] = CREDENTIALS.accessKeyId;
  process.env['AWS_SECRET_ACCESS_KEY'] = CREDENTIALS.secretAccessKey;
});
afterEach(async () => {
  jest.useRealTimers();
  process.env = { ...environment };
  await rds[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
});

const open = (settings: Partial<ProviderSettings<'cloud'>> = {}) =>
  CatalogConnector.open('cloud', { url: rds.url, auth: 'iam', region: REGION, ...settings });

async function endSessions(): Promise<void> {
  const client = new pg.Client(database.url);
  await client.connect();
  await client.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
     WHERE application_name = 'sourcesense-catalog' AND datname = current_database()`,
  );
  await client.end();
}

/** Every clock but the one that tells the time of day. */
const OTHER_CLOCKS = [
  ...(['hrtime', 'nextTick', 'performance', 'queueMicrotask', 'setImmediate', 'clearImmediate'] as const),
  ...(['setInterval', 'clearInterval', 'setTimeout', 'clearTimeout'] as const),
];

describe('The cloud catalog with IAM', () => {
  it('enters with a token that is signed for its host, port, region and role', async () => {
    await using catalog = await open();
    expect(await catalog.listRuns(1)).toEqual([]);
    expect(rds.tokens.length).toBeGreaterThan(0);
  });

  it('signs a token anew for every session, so that none has expired when it is used', async () => {
    await using catalog = await open();
    const first = rds.tokens.at(-1) ?? '';
    jest.useFakeTimers({ now: Date.now() + TOKEN_LIFETIME_MS + 60_000, doNotFake: [...OTHER_CLOCKS] });
    await endSessions();
    expect(await catalog.listRuns(1)).toEqual([]);
    expect(signedAt(rds.tokens.at(-1) ?? '') - signedAt(first)).toBeGreaterThan(TOKEN_LIFETIME_MS);
  });

  it('says what to do when the token is not accepted, and never the token', async () => {
    process.env['AWS_SECRET_ACCESS_KEY'] = 'of somebody else';
    const refusal = await open().catch((error: unknown) => error);
    expect(refusal).toMatchObject({
      category: 'authentication',
      message: expect.stringMatching(/GRANT rds_iam TO "catalog_role".*rds-db:connect/),
    });
    expect(String(refusal)).not.toContain('X-Amz-Signature');
  });

  it('says what to do when there are no credentials', async () => {
    for (const name of ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'])
      Reflect.deleteProperty(process.env, name);
    const none = {
      AWS_EC2_METADATA_DISABLED: 'true',
      AWS_CONFIG_FILE: '/none',
      AWS_SHARED_CREDENTIALS_FILE: '/none',
    };
    Object.assign(process.env, none);
    await expect(open({ connect_timeout_ms: 20_000 })).rejects.toMatchObject({
      category: 'authentication',
      message: expect.stringContaining('No IAM token could be signed'),
    });
  });

  it('refuses a password beside it', async () => {
    const url = rds.url.replace('@', ':hunter2@');
    for (const settings of [{ url }, { password: 'hunter2' }]) {
      const refusal = await open(settings).catch((error: unknown) => error);
      expect(refusal).toMatchObject({ category: 'invalid_input' });
      expect(String(refusal)).not.toContain('hunter2');
    }
  });
});

describe('The cloud catalog', () => {
  it.each(['disable', 'prefer', 'no-verify'])('refuses sslmode=%s', async (mode) => {
    await expect(open({ url: `${rds.url}&sslmode=${mode}` })).rejects.toMatchObject({
      category: 'invalid_input',
      message: expect.stringContaining(`sslmode=${mode}`),
    });
  });

  it('refuses a server without TLS, and one whose certificate nobody vouches for', async () => {
    const unknown = new URL(rds.url);
    unknown.searchParams.delete('sslrootcert');
    for (const url of [database.url, unknown.href]) {
      await expect(open({ url, auth: 'password' })).rejects.toMatchObject({ category: 'tls' });
    }
  });

  it('enters with a password, by TLS', async () => {
    await using tls = await startTlsProxy(new URL(database.url), 'localhost');
    const url = Object.assign(new URL(database.url), { hostname: 'localhost', port: String(tls.port) });
    const authority = new URL(rds.url).searchParams.get('sslrootcert') ?? '';
    await writeFile(authority, tls.certificate);
    url.searchParams.set('sslrootcert', authority);
    await using catalog = await open({ url: url.href, auth: 'password' });
    expect(await catalog.listRuns(1)).toEqual([]);
  });
});
