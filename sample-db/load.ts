import pg from 'pg';
import { parse } from 'pg-connection-string';
import { SourceSenseError } from '../contracts/failure.js';
import { copyRows } from './copy-rows.js';
import { loadFailure } from './failure.js';
import { TABLE_ROWS } from './rows/index.js';
import { SCHEMAS, readSchema, sampleDatabaseVersion } from './schema-files.js';
import { markVersion, readState } from './version-mark.js';

/** Tables that `reporting.rebuild()` fills. */
const DERIVED_TABLES = [
  'analytics.sales_summary',
  'reporting.daily_sales',
  'reporting.monthly_revenue',
  'reporting.product_performance',
] as const;

const TABLES: readonly string[] = [...TABLE_ROWS.map(({ table }) => table), ...DERIVED_TABLES];

/** A server that does not answer must not keep people waiting. */
const CONNECT_TIMEOUT_MS = 5000;

export interface LoadOptions {
  /** Drop schemas of the same names that are not the sample database's. */
  readonly force?: boolean;
}

export interface LoadedSampleDatabase {
  /** The twelve tables, in the order in which they were filled. */
  readonly tables: readonly { readonly name: string; readonly rows: number }[];
  /** Nothing had to be done. */
  readonly alreadyLoaded: boolean;
}

/**
 * Makes the database at `url` hold the sample database: three schemas, the same rows everywhere. Everything happens in
 * one transaction; another version of it is replaced, and the same version is left alone (about 40 ms). `report` is
 * called with a line of plain text whenever something was done.
 *
 * Throws `SourceSenseError`: `invalid_input` for a bad URL or when schemas of the same names are somebody else's,
 * else what the server's answer stands for.
 */
export async function loadSampleDatabase(
  url: string,
  report: (line: string) => void = () => undefined,
  { force = false }: LoadOptions = {},
): Promise<LoadedSampleDatabase> {
  const client = new pg.Client({
    connectionString: checkedUrl(url),
    application_name: 'sourcesense sample-db',
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
  });
  // A connection that breaks also rejects the query in flight; without a listener it would end the process.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await loadOver(client, report, force);
  } catch (error) {
    throw loadFailure(error);
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Refuses what `pg` would misunderstand, such as a bare database name. */
function checkedUrl(url: string): string {
  const isUrl = /^postgres(ql)?:\/\//.test(url);
  try {
    if (isUrl && parse(url).database) return url;
  } catch {
    // Not a URL: the parser's own message could quote a password.
  }
  throw new SourceSenseError('invalid_input', 'The sample database needs the URL of a PostgreSQL database.', {
    remedy: 'Its form is postgres://user:password@host:port/database.',
  });
}

async function loadOver(
  client: pg.Client,
  report: (line: string) => void,
  force: boolean,
): Promise<LoadedSampleDatabase> {
  const schema = readSchema();
  const version = sampleDatabaseVersion(schema);
  await client.query('BEGIN');
  // Two loads at once: the second waits and finds everything there. The number is our own choice.
  await client.query('SELECT pg_advisory_xact_lock(7306584)');
  const state = await readState(client);
  const alreadyLoaded = state.version === version;
  if (!alreadyLoaded) {
    if (!force) refuseForeignSchemas(state.foreignSchemas);
    await rebuild(client, schema, report);
    await markVersion(client, version);
  }
  const tables = await countRows(client);
  await client.query('COMMIT');
  return { tables, alreadyLoaded };
}

function refuseForeignSchemas(foreignSchemas: readonly string[]): void {
  if (foreignSchemas.length === 0) return;
  throw new SourceSenseError(
    'invalid_input',
    `The database has schemas of its own that the sample database would replace: ${foreignSchemas.join(', ')}.`,
    { remedy: 'Use another database, or --force to drop them with everything in them.' },
  );
}

async function rebuild(client: pg.Client, schema: string, report: (line: string) => void): Promise<void> {
  await client.query(`SET LOCAL client_min_messages = warning; SET LOCAL timezone = 'UTC';
    SET LOCAL client_encoding = 'UTF8'; SET LOCAL search_path = pg_catalog;
    SET LOCAL statement_timeout = 0; DROP SCHEMA IF EXISTS ${SCHEMAS.join(', ')} CASCADE`);
  await client.query(schema);
  report(`created the schemas ${SCHEMAS.join(', ')}`);
  for (const tableRows of TABLE_ROWS) {
    const rows = await copyRows(client, tableRows);
    report(`${tableRows.table}: ${rows.toLocaleString('en')} rows`);
  }
  await client.query(`${advanceSequences()}; CALL reporting.rebuild(); ANALYZE ${TABLES.join(', ')}`);
  report(`derived ${DERIVED_TABLES.join(', ')}`);
}

/** `COPY` gives keys of its own: the sequences go on after them, so that inserting a row works. */
function advanceSequences(): string {
  return `
    SELECT setval(pg_get_serial_sequence('ecommerce.users', 'user_id'), max(user_id)) FROM ecommerce.users;
    SELECT setval(pg_get_serial_sequence('ecommerce.categories', 'category_id'), max(category_id)) FROM ecommerce.categories;
    SELECT setval(pg_get_serial_sequence('ecommerce.products', 'product_id'), max(product_id)) FROM ecommerce.products;
    SELECT setval(pg_get_serial_sequence('ecommerce.addresses', 'address_id'), max(address_id)) FROM ecommerce.addresses;
    SELECT setval(pg_get_serial_sequence('ecommerce.orders', 'order_id'), max(order_id)) FROM ecommerce.orders;
    SELECT setval('ecommerce.order_number_seq', max(substr(order_number, 4)::bigint)) FROM ecommerce.orders;
    SELECT setval(pg_get_serial_sequence('analytics.product_views', 'view_id'), max(view_id)) FROM analytics.product_views;
    SELECT setval('analytics.user_event_id_seq', max(event_id)) FROM analytics.user_events`;
}

async function countRows(client: pg.Client): Promise<LoadedSampleDatabase['tables']> {
  const counts = TABLES.map((table) => `SELECT '${table}' AS name, count(*)::integer AS rows FROM ${table}`);
  const { rows } = await client.query<{ name: string; rows: number }>(counts.join(' UNION ALL '));
  return rows;
}
