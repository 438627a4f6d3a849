import { isOfCategory, SourceSenseError } from '../../contracts/failure.js';
import { toCatalogError } from './errors.js';
import type { CatalogDatabase } from './pool.js';

/** Oldest server version with all that the migrations use, as `server_version_num` has it. */
const OLDEST_SERVER = 130_000;

/** `duplicate_database`, and `unique_violation` when two sessions create it at the same moment. */
const CREATED_BY_ANOTHER: readonly unknown[] = ['42P04', '23505'];

/** Creates the catalog's database in the same server, if it is not there. */
export async function createDatabaseIfMissing(database: CatalogDatabase): Promise<void> {
  try {
    await database.query('connect', 'SELECT');
  } catch (error) {
    if (!isOfCategory(error, 'database_missing')) throw error;
    const { label } = database;
    const name = `"${label.database.replaceAll('"', '""')}"`;
    await database
      .runApart(`CREATE DATABASE ${name} ENCODING 'UTF8' TEMPLATE template0`, [], 'postgres')
      .catch((failure: unknown) => {
        const code = failure instanceof Error && 'code' in failure ? failure.code : undefined;
        if (!CREATED_BY_ANOTHER.includes(code)) {
          throw toCatalogError(failure, `create its database ${name}`, label);
        }
      });
  }
}

/** Throws `unsupported` when the database can't hold a catalog. */
export async function checkDatabase(database: CatalogDatabase): Promise<void> {
  const [row] = await database.query<{ version: number; encoding: string }>(
    'connect',
    `SELECT current_setting('server_version_num')::int AS version, current_setting('server_encoding') AS encoding`,
  );
  const { host, port, database: name } = database.label;
  if (row !== undefined && row.version < OLDEST_SERVER) {
    throw new SourceSenseError('unsupported', `PostgreSQL at ${host}:${port} is too old for a catalog.`, {
      remedy: 'Use version 13 or later.',
    });
  }
  if (row !== undefined && row.encoding !== 'UTF8') {
    throw new SourceSenseError(
      'unsupported',
      `Database ${name} is encoded in ${row.encoding}, not in UTF8.`,
      {
        remedy: `Create one for the catalog with ENCODING 'UTF8' TEMPLATE template0.`,
      },
    );
  }
}
