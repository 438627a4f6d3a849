import pg from 'pg';

/** The databases of the embedded PostgreSQL: the source that is extracted, and the catalog. */
export const SAMPLE_DATABASE = 'sample';
export const CATALOG_DATABASE = 'sourcesense';

/** Creates the databases that are not there yet. */
export async function prepareDatabases(superuserUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ datname: string }>('SELECT datname FROM pg_database');
    const known = new Set(rows.map(({ datname }) => datname));
    for (const database of [SAMPLE_DATABASE, CATALOG_DATABASE]) {
      if (!known.has(database)) await client.query(`CREATE DATABASE ${pg.escapeIdentifier(database)}`);
    }
  } finally {
    await client.end();
  }
}
