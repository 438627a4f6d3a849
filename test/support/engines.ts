import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { startPostgres } from '../../stack/postgres.js';
import { ProcessLedger } from '../../stack/process-ledger.js';
import { silentReporter } from '../../stack/progress.js';
import { POSTGRES_PACKAGES, type PostgresMajor } from '../../stack/versions.js';

/** Every major version that we support, oldest first: each is a real server in the tests that name it. */
export const ALL_MAJORS = Object.keys(POSTGRES_PACKAGES).map((major) => Number(major) as PostgresMajor);

/** A PostgreSQL server of the tests. */
export interface TestPostgres {
  readonly superuserUrl: string;
  /** The superuser's URL for a database that exists. */
  url(database: string): string;
}

/** The real engines of a process of this test run, but for PostgreSQL, which `postgresServer` starts. */
export interface TestEngines {
  readonly temporal: { readonly address: string; readonly namespace: string };
  readonly s3: {
    readonly endpoint: string;
    readonly region: string;
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
  };
  /** A folder of that process, removed at the run's end. */
  readonly directory: string;
}

/**
 * How the set-up reaches the test processes, which jest starts later with a copy of its environment: a list, of which each
 * process has its own.
 */
export const ENGINES_VARIABLE = 'SOURCESENSE_TEST_ENGINES';

/** The engines of this process, which it shares with no test file that runs at the same time. */
export function engines(): TestEngines {
  const all = JSON.parse(process.env[ENGINES_VARIABLE] ?? '[]') as TestEngines[];
  const own = all[Number(process.env['JEST_WORKER_ID']) - 1];
  if (own === undefined) throw new Error('The engines are started by jest: run `npm test`.');
  return own;
}

/**
 * The server of a major version, started by the first test of the process that needs it and stopped at the run's end. Test
 * files share no memory, so that its address is kept in a file; those of a process run one after the other.
 */
export async function postgresServer(major: PostgresMajor): Promise<TestPostgres> {
  const { directory } = engines();
  const home = join(directory, `postgres-${major}`);
  const address = join(home, 'superuser-url');
  if (!existsSync(address)) {
    const ledger = new ProcessLedger(directory);
    const { superuserUrl } = await startPostgres({
      major,
      directory: home,
      ledger,
      reporter: silentReporter,
      durable: false,
    });
    writeFileSync(address, superuserUrl);
  }
  return testPostgres(readFileSync(address, 'utf8'));
}

/** A database of one test's own: `await using database = await createDatabase(18, 'catalog')`. */
export interface TestDatabase extends AsyncDisposable {
  readonly name: string;
  /** Connects as the superuser. */
  readonly url: string;
}

/** Creates an empty database with a name that begins with `prefix`, by `options` of CREATE DATABASE; disposing of it ends its sessions and drops it. */
export async function createDatabase(
  major: PostgresMajor,
  prefix: string,
  options = '',
): Promise<TestDatabase> {
  const server = await postgresServer(major);
  const name = `${prefix}_${randomBytes(4).toString('hex')}`;
  await runAsSuperuser(server, `CREATE DATABASE ${pg.escapeIdentifier(name)} ${options}`);
  return {
    name,
    url: server.url(name),
    [Symbol.asyncDispose]: () =>
      runAsSuperuser(server, `DROP DATABASE IF EXISTS ${pg.escapeIdentifier(name)} WITH (FORCE)`),
  };
}

async function runAsSuperuser(server: TestPostgres, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: server.superuserUrl });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function testPostgres(superuserUrl: string): TestPostgres {
  return {
    superuserUrl,
    url: (database) => {
      const url = new URL(superuserUrl);
      url.pathname = `/${encodeURIComponent(database)}`;
      return url.href;
    },
  };
}
