import pg from 'pg';
import { CatalogConnector, type ProviderSettings } from '../../catalog/connector.js';
import type { CatalogProvider, ProviderName } from '../../catalog/provider.js';
import type { PostgresMajor } from '../../stack/versions.js';
import { createDatabase } from './engines.js';

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
  enterprise: () => createPostgresCatalog(),
};

/** The names of all providers, for `describe.each`: what a suite promises, it promises of each. */
export const PROVIDERS = Object.keys(SET_UPS) as ProviderName[];

export function createCatalog(provider: ProviderName): Promise<TestCatalog> {
  return SET_UPS[provider]();
}

export async function createPostgresCatalog(major: PostgresMajor = 18): Promise<PostgresTestCatalog> {
  const database = await createDatabase(major, 'catalog');
  const { url } = database;
  const catalog = await CatalogConnector.open('enterprise', { url });
  const behind = new pg.Client(url);
  await behind.connect();
  const query = async (sql: string, values: readonly unknown[] = []) =>
    (await behind.query<Record<string, unknown>>(sql, [...values])).rows;
  return {
    ...{ catalog, provider: 'enterprise', settings: { url }, url, query },
    tracesOf: (runId) => tracesOf(query, runId),
    openAgain: () => CatalogConnector.open('enterprise', { url }),
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

async function tracesOf(query: TestCatalog['query'], runId: string): Promise<Record<string, number>> {
  const [run] = await query('SELECT run_number AS number FROM catalog.run WHERE run_id = $1', [runId]);
  const number = String(run?.['number']);
  const traces: Record<string, number> = {};
  const count = async (name: string, sql: string) => {
    const [row] = await query(`SELECT count(*) AS rows FROM ${sql}`);
    if (Number(row?.['rows']) > 0) traces[name] = Number(row?.['rows']);
  };
  for (const { name, column } of await query(TABLES_OF_RUNS)) {
    await count(String(name), `catalog."${String(name)}" WHERE ${String(column)} = ${number}`);
  }
  const [keys] = await query(`SELECT to_regclass('catalog.run_key_${number}') AS name`);
  if (keys?.['name'] !== null) await count('keys', `catalog.run_key_${number}`);
  return traces;
}
