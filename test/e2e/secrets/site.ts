import { mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { createDatabase, engines, postgresServer } from '../../support/engines.js';
import { type Fault, type S3Proxy, startS3Proxy } from '../../support/s3-proxy.js';
import { type SearchedTemporal, startSearchedTemporal } from '../../support/searched-temporal.js';
import { startSwitchedWire, type SwitchedWire } from '../../support/switched-wire.js';
import type { CatalogSite, Form, Places, RunPath, RunSite } from './error-path.js';
import { formsOf, SECRETS } from './planted.js';

/** Servers, databases and files that the error paths share; disposing drops what was made. */
export interface Site extends AsyncDisposable {
  readonly directory: string;
  readonly temporal: SearchedTemporal;
  readonly places: Places;
  readonly s3: S3Proxy;
  readonly catalog: CatalogSite & { readonly url: string; readonly superuserUrl: string };
  /** Answers in place of the store, for requests whose URL has that text in it. */
  readonly storeFaults: Map<string, Fault>;
  /** A database with a table that can be locked, a role, and the way there. */
  addRun(
    path: RunPath,
    number: number,
  ): Promise<RunSite & { readonly url: string; readonly superuserUrl: string }>;
}

const say = (password: string) => `role sent ${formsOf(password).join(' or ')}`;

const SECRET_OF: Readonly<Record<Form, string>> = {
  'in the URL': SECRETS.sourceInUrl,
  'in the query': SECRETS.sourceInQuery,
  'as a setting': SECRETS.sourceAsSetting,
  'in the environment': SECRETS.sourceInEnvironment,
};

export async function openSite(): Promise<Site> {
  const closers: (() => PromiseLike<unknown>)[] = [];
  const keep = async <T extends AsyncDisposable>(starting: Promise<T>): Promise<T> => {
    const started = await starting;
    closers.push(() => started[Symbol.asyncDispose]());
    return started;
  };
  const directory = await mkdtemp(join(engines().directory, 'secrets-'));
  const server = await postgresServer(18);
  const superuser = new pg.Pool({ connectionString: server.superuserUrl, max: 4 });
  closers.push(() => superuser.end());
  const sql = async (statement: string) => {
    await superuser.query(statement);
  };
  const wireTo = (url: string): Promise<SwitchedWire> => keep(startSwitchedWire(new URL(url), say));
  /** Made by its own URL, at the wire's port. */
  const reached = (superuserUrl: string, wire: SwitchedWire, user: string, password: string) => {
    const url = new URL(superuserUrl);
    [url.port, url.username, url.password] = [String(wire.port), user, encodeURIComponent(password)];
    return url;
  };
  const addRole = async (name: string, password: string, options = '') => {
    await sql(`CREATE ROLE ${name} LOGIN PASSWORD ${pg.escapeLiteral(password)} ${options}`);
    closers.push(() => sql(`DROP ROLE ${name}`));
    return async (statement: string) => {
      await sql(statement);
      await superuser.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = $1', [
        name,
      ]);
    };
  };

  const temporal = await startSearchedTemporal();
  const s3 = await keep(startS3Proxy());
  const storeFaults = new Map<string, Fault>();
  s3.fail = ({ url }) => [...storeFaults].find(([part]) => url.includes(part))?.[1];

  const role = `keeper_${Date.now().toString(36)}`;
  const strikeCatalog = await addRole(role, SECRETS.catalog, 'SUPERUSER');
  const database = await keep(createDatabase(18, 'secrets_catalog'));
  const catalogWire = await wireTo(database.url);
  const catalog = {
    role,
    database: database.name,
    url: reached(database.url, catalogWire, role, SECRETS.catalog).href,
    superuserUrl: database.url,
    sql: strikeCatalog,
    become: catalogWire.become.bind(catalogWire),
  };

  const addRun = async ({ form, url: change }: RunPath, number: number) => {
    const connection = `source_${number}`;
    const reader = `reader_${number}_${Date.now().toString(36)}`;
    const strikeRole = await addRole(reader, SECRET_OF[form]);
    const own = await keep(createDatabase(18, 'secrets_source'));
    const wire = await wireTo(own.url);
    const url = reached(own.url, wire, reader, form === 'in the URL' ? SECRET_OF[form] : '');
    if (form === 'in the query') url.searchParams.set('password', SECRET_OF[form]);
    change?.(url, places);
    const inDatabase = (statements: string) => runAt(own.url, statements);
    if (change === undefined) await inDatabase('CREATE TABLE held (id int DEFAULT 1)');
    return {
      ...{ connection, role: reader, database: own.name, url: url.href, superuserUrl: own.url },
      ...{ sql: inDatabase, strikeRole },
      become: wire.become.bind(wire),
      failStore: (fault: Fault) => {
        storeFaults.set(connection, fault);
      },
    };
  };

  const places = await makePlaces();
  return {
    ...{ directory, temporal, places, s3, catalog, storeFaults, addRun },
    [Symbol.asyncDispose]: async () => {
      for (const close of closers.reverse()) await close();
    },
  };

  async function makePlaces(): Promise<Places> {
    const quoting = await wireTo(server.superuserUrl);
    quoting.become({ sqlState: '28000' });
    const quotingStore = await keep(startS3Proxy());
    quotingStore.fail = () => ({ status: 403, code: 'AccessDenied', quotes: 'in the message' });
    const keyFile = join(directory, 'client.key');
    await writeFile(
      keyFile,
      `-----BEGIN PRIVATE KEY-----\n${SECRETS.sourceKeyFile}\n-----END PRIVATE KEY-----\n`,
    );
    const nobody = (url: string) => (password: string) => {
      const whole = new URL(url);
      [whole.username, whole.password] = ['nobody', encodeURIComponent(password)];
      return whole.href;
    };
    const { port, hostname } = new URL(server.superuserUrl);
    return {
      quotingUrl: (password) => reached(server.superuserUrl, quoting, 'reader', password).href,
      sourceUrl: nobody(server.superuserUrl),
      catalogUrl: nobody(database.url),
      quotingStore: {
        SOURCESENSE_ARTIFACTS_ENDPOINT: quotingStore.endpoint,
        SOURCESENSE_ARTIFACTS_ACCESS_KEY_ID: engines().s3.accessKeyId,
        SOURCESENSE_ARTIFACTS_SECRET_ACCESS_KEY: SECRETS.storeSecretKey,
      },
      quotingStoreOfSession: {
        SOURCESENSE_ARTIFACTS_ENDPOINT: quotingStore.endpoint,
        AWS_ACCESS_KEY_ID: engines().s3.accessKeyId,
        AWS_SECRET_ACCESS_KEY: SECRETS.storeSecretKey,
        AWS_SESSION_TOKEN: SECRETS.storeSessionToken,
      },
      keyFile,
      closedPort: `${hostname}:1`,
      takenPort: port,
    };
  }
}

/** Runs statements at a URL. */
export async function runAt(url: string, statements: string): Promise<void> {
  const client = new pg.Client(url);
  await client.connect();
  try {
    await client.query(statements);
  } finally {
    await client.end();
  }
}
