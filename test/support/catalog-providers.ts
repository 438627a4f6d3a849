import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import pg from 'pg';
import { CatalogConnector, type ProviderSettings } from '../../catalog/connector.js';
import type { CatalogProvider, ProviderName } from '../../catalog/provider.js';
import type { PostgresMajor } from '../../stack/versions.js';
import { createDatabase, engines, type TestDatabase } from './engines.js';
import { REGION, startRds } from './rds.js';

/** A catalog of one test's own, opened. */
export interface TestCatalog extends AsyncDisposable {
  readonly catalog: CatalogProvider;
  readonly provider: ProviderName;
  /** What another process opens the same catalog with. */
  readonly settings: ProviderSettings;
  /** The same catalog once more, for the caller to close. */
  openAgain(): Promise<CatalogProvider>;
  /** The rows of a statement on the database behind it, in SQL that every provider's database knows; `bigint` is text. */
  query(sql: string, values?: readonly unknown[]): Promise<Record<string, unknown>[]>;
  /** What a run left besides its own row, or has while it runs: rows by table, `keys` those of objects it compares. */
  tracesOf(runId: string): Promise<Record<string, number>>;
  /** Waits until a landing that was handed rows holds whatever locks it takes. */
  untilLanding(): Promise<void>;
}

/** A catalog in a PostgreSQL database, with its URL. */
export interface PostgresTestCatalog extends TestCatalog {
  readonly url: string;
}

/** How each provider is set up here; the type makes a new one appear in this list. */
const SET_UPS: Record<ProviderName, () => Promise<TestCatalog>> = {
  development: createSqliteCatalog,
  enterprise: () => createPostgresCatalog(),
  cloud: createCloudCatalog,
};

/** The names of all providers, for `describe.each`: what a suite promises, it promises of each. */
export const PROVIDERS = Object.keys(SET_UPS) as ProviderName[];

export function createCatalog(provider: ProviderName): Promise<TestCatalog> {
  return SET_UPS[provider]();
}

export async function createPostgresCatalog(major: PostgresMajor = 18): Promise<PostgresTestCatalog> {
  const database = await createDatabase(major, 'catalog');
  return postgresCatalog(database, 'enterprise', { url: database.url, ...PATIENT });
}

/** Fifty processes that start at once on two cores take their time to connect. */
const PATIENT = { connect_timeout_ms: 30_000 };

/** The credentials of these tests, as the AWS SDK finds them. */
export const CREDENTIALS = { accessKeyId: 'AKIATEST', secretAccessKey: 'test/secret+key' };

async function createCloudCatalog(): Promise<TestCatalog> {
  process.env['AWS_ACCESS_KEY_ID'] = CREDENTIALS.accessKeyId;
  process.env['AWS_SECRET_ACCESS_KEY'] = CREDENTIALS.secretAccessKey;
  const database = await createDatabase(18, 'catalog');
  const rds = await startRds(database.url, CREDENTIALS);
  const settings: ProviderSettings<'cloud'> = { url: rds.url, auth: 'iam', region: REGION, ...PATIENT };
  const test = await postgresCatalog(database, 'cloud', settings);
  return {
    ...test,
    [Symbol.asyncDispose]: async () => {
      await test[Symbol.asyncDispose]();
      await rds[Symbol.asyncDispose]();
    },
  };
}

async function postgresCatalog(
  database: TestDatabase,
  provider: 'enterprise' | 'cloud',
  settings: ProviderSettings<'enterprise' | 'cloud'>,
): Promise<PostgresTestCatalog> {
  const { url } = database;
  const open = () => CatalogConnector.open(provider, settings);
  const catalog = await open();
  const behind = new pg.Client(url);
  await behind.connect();
  const query = async (sql: string, values: readonly unknown[] = []) =>
    (await behind.query<Record<string, unknown>>(sql, [...values])).rows;
  return {
    ...{ catalog, provider, settings, url, query },
    tracesOf: async (runId) => {
      const number = (await catalog.getRun(runId))?.runNumber;
      const keys = `SELECT relname AS name, NULL AS column FROM pg_class WHERE relname = 'run_key_${number}'`;
      return tracesIn(query, runId, await query(`${TABLES_OF_RUNS} UNION ALL ${keys}`));
    },
    openAgain: open,
    untilLanding: async () => {
      const copying = 'SELECT FROM pg_stat_progress_copy WHERE datname = current_database()';
      while ((await query(copying)).length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    },
    [Symbol.asyncDispose]: async () => {
      await behind.end();
      await catalog.close();
      await database[Symbol.asyncDispose]();
    },
  };
}

/** Tables with a column that names the run that a row is of. */
const TABLES_OF_RUNS = `
  SELECT table_name AS name, column_name AS column FROM information_schema.columns
  WHERE table_schema = 'catalog' AND (column_name = 'run_number' AND table_name <> 'run'
    OR column_name = 'valid_from_run' AND table_name LIKE '%\\_version')`;

/** Rows of a run in tables, given by their names and the column that names the run. */
async function tracesIn(
  query: TestCatalog['query'],
  runId: string,
  tables: readonly { readonly name?: string; readonly column?: string | null }[],
): Promise<Record<string, number>> {
  const [run] = await query('SELECT run_number AS number FROM catalog.run WHERE run_id = $1', [runId]);
  const number = String(run?.['number']);
  const traces: Record<string, number> = {};
  for (const { name, column } of tables) {
    const table = String(name);
    const condition = column == null ? '' : `WHERE ${column} = ${number}`;
    const [row] = await query(`SELECT count(*) AS rows FROM catalog."${table}" ${condition}`);
    if (Number(row?.['rows']) > 0) traces[table.replace(/^run_key.*/, 'keys')] = Number(row?.['rows']);
  }
  return traces;
}

/**
 * A look behind a SQLite catalog: the file under the name `catalog`, so that the same SQL serves as for PostgreSQL, and
 * integers as texts, as `pg` gives `bigint`.
 */
function queryFile(file: string): TestCatalog['query'] {
  return (sql, values = []) => {
    const behind = new Database(':memory:').defaultSafeIntegers();
    try {
      behind.prepare('ATTACH ? AS catalog').run(file);
      const rows = behind
        .prepare<unknown[], Record<string, unknown>>(sql.replaceAll(/\$\d/g, '?'))
        .all(...[...sql.matchAll(/\$(\d)/g)].map(([, position]) => values[Number(position) - 1]));
      const asText = (value: unknown) => (typeof value === 'bigint' ? value.toString() : value);
      return Promise.resolve(
        rows.map((row) =>
          Object.fromEntries(Object.entries(row).map(([name, value]) => [name, asText(value)])),
        ),
      );
    } finally {
      behind.close();
    }
  };
}

async function createSqliteCatalog(): Promise<TestCatalog> {
  const folder = await mkdtemp(join(engines().directory, 'catalog-'));
  const settings = { file: join(folder, 'catalog.sqlite') };
  const catalog = await CatalogConnector.open('development', settings);
  const query = queryFile(settings.file);
  return {
    ...{ catalog, provider: 'development', settings, query },
    openAgain: () => CatalogConnector.open('development', settings),
    tracesOf: async (runId) => {
      const tables = await query(
        `SELECT m.name, c.name AS "column" FROM catalog.sqlite_schema m, pragma_table_info(m.name, 'catalog') c
         WHERE m.type = 'table' AND (c.name = 'run_number' AND m.name <> 'run' OR c.name = 'valid_from_run')`,
      );
      return tracesIn(query, runId, tables);
    },
    untilLanding: () => Promise.resolve(),
    [Symbol.asyncDispose]: async () => {
      await catalog.close();
      await rm(folder, { recursive: true });
    },
  };
}
