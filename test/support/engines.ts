import { randomBytes } from 'node:crypto';
import pg from 'pg';
import type { PostgresMajor } from '../../stack/versions.js';

/** A PostgreSQL server of the tests. */
export interface TestPostgres {
  readonly superuserUrl: string;
  /** The superuser's URL for a database that exists. */
  url(database: string): string;
}

/** The real engines that `global-setup.ts` started for this test run. */
export interface TestEngines {
  readonly postgres: Readonly<Record<PostgresMajor, TestPostgres>>;
  readonly temporal: { readonly address: string; readonly namespace: string };
  readonly s3: {
    readonly endpoint: string;
    readonly region: string;
    readonly accessKeyId: string;
    readonly secretAccessKey: string;
  };
  /** A folder of this test run, removed at its end. */
  readonly directory: string;
}

/** What the set-up hands to the test processes. */
export interface PublishedEngines extends Omit<TestEngines, 'postgres'> {
  readonly postgres: Readonly<Record<PostgresMajor, { readonly superuserUrl: string }>>;
}

/** How the set-up reaches the test processes, which jest starts later with a copy of its environment. */
export const ENGINES_VARIABLE = 'SOURCESENSE_TEST_ENGINES';

export function engines(): TestEngines {
  const published = process.env[ENGINES_VARIABLE];
  if (published === undefined) throw new Error('The engines are started by jest: run `npm test`.');
  const { postgres, ...others } = JSON.parse(published) as PublishedEngines;
  return { ...others, postgres: { 13: testPostgres(postgres[13]), 18: testPostgres(postgres[18]) } };
}

/** A database of one test's own: `await using database = await createDatabase(18, 'catalog')`. */
export interface TestDatabase extends AsyncDisposable {
  readonly name: string;
  /** Connects as the superuser. */
  readonly url: string;
}

/** Creates an empty database with a name that begins with `prefix`; disposing of it ends its sessions and drops it. */
export async function createDatabase(major: PostgresMajor, prefix: string): Promise<TestDatabase> {
  const server = engines().postgres[major];
  const name = `${prefix}_${randomBytes(4).toString('hex')}`;
  await runAsSuperuser(server, `CREATE DATABASE ${pg.escapeIdentifier(name)}`);
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

function testPostgres({ superuserUrl }: { superuserUrl: string }): TestPostgres {
  return {
    superuserUrl,
    url: (database) => {
      const url = new URL(superuserUrl);
      url.pathname = `/${encodeURIComponent(database)}`;
      return url.href;
    },
  };
}
