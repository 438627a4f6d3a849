import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type pg from 'pg';
import { SourceSenseError } from '../../contracts/failure.js';
import type { CatalogDatabase } from './pool.js';

/** One numbered migration: `0007_column.sql`. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the SQL with `\n` line ends, hexadecimal. */
  readonly checksum: string;
}

interface AppliedMigration {
  readonly number: number;
  readonly name: string;
  readonly checksum: string;
}

/** Held while migrating, so that of processes that start at once one migrates and the others find it done. */
const ADVISORY_LOCK = "hashtextextended('sourcesense catalog migration', 0)";

const MIGRATION_TABLE = `
  CREATE SCHEMA IF NOT EXISTS catalog;
  CREATE TABLE IF NOT EXISTS catalog.migration (
    number integer PRIMARY KEY,
    name text NOT NULL,
    checksum text NOT NULL,
    applied_at timestamptz NOT NULL DEFAULT now()
  );
  COMMENT ON TABLE catalog.migration IS 'Migrations that made this catalog, in order.';
  COMMENT ON COLUMN catalog.migration.number IS 'Number of the migration.';
  COMMENT ON COLUMN catalog.migration.name IS 'File name of the migration.';
  COMMENT ON COLUMN catalog.migration.checksum IS 'SHA-256 of its SQL, lowercase hexadecimal.';
  COMMENT ON COLUMN catalog.migration.applied_at IS 'When it was applied.';`;

/** The migrations this program has, in order; they lie beside this module. */
export function loadMigrations(folder: URL = new URL('./migrations/', import.meta.url)): Migration[] {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sql'))
    .sort()
    .map((name) => {
      const sql = readFileSync(new URL(name, folder), 'utf8').replaceAll('\r\n', '\n');
      return {
        number: parseInt(name, 10),
        name,
        sql,
        checksum: createHash('sha256').update(sql).digest('hex'),
      };
    });
}

/**
 * Applies what is outstanding, each migration in its own transaction. Throws `unsupported` when the database has
 * migrations that this program does not know, or knows with another content.
 */
export async function migrate(database: CatalogDatabase, migrations = loadMigrations()): Promise<void> {
  await database.withClient('bring its database up to date', async (client) => {
    if (outstanding(await appliedMigrations(client), migrations).length === 0) return;
    await client.query(`SELECT pg_advisory_lock(${ADVISORY_LOCK})`);
    try {
      await client.query(MIGRATION_TABLE);
      for (const migration of outstanding(await appliedMigrations(client), migrations)) {
        await apply(client, migration);
      }
    } finally {
      await client.query(`SELECT pg_advisory_unlock(${ADVISORY_LOCK})`);
    }
  });
}

/** The number of the last migration applied; 0 when the database has no catalog. */
export async function currentMigration(database: CatalogDatabase): Promise<number> {
  const applied = await database.withClient('read its version', appliedMigrations);
  return applied.at(-1)?.number ?? 0;
}

async function appliedMigrations(client: pg.ClientBase): Promise<AppliedMigration[]> {
  const { rows } = await client.query<{ present: boolean }>(
    "SELECT to_regclass('catalog.migration') IS NOT NULL AS present",
  );
  if (rows[0]?.present !== true) return [];
  const applied = await client.query<AppliedMigration>(
    'SELECT number, name, checksum FROM catalog.migration ORDER BY number',
  );
  return applied.rows;
}

function outstanding(
  applied: readonly AppliedMigration[],
  known: readonly Migration[],
): readonly Migration[] {
  applied.forEach((done, index) => {
    const ours = known[index];
    if (ours === undefined) {
      const last = known.at(-1)?.name ?? 'none';
      throw new SourceSenseError(
        'unsupported',
        `The catalog database has migration ${done.name}; the last one this program knows is ${last}.`,
        { remedy: 'Use the SourceSense version that made it, or a newer one.' },
      );
    }
    if (ours.number !== done.number || ours.checksum !== done.checksum) {
      throw new SourceSenseError(
        'unsupported',
        `The catalog database's migration ${done.name} differs from this program's ${ours.name}.`,
        {
          remedy: 'Use the SourceSense version that made it: a migration never changes once it is released.',
        },
      );
    }
  });
  return known.slice(applied.length);
}

async function apply(client: pg.ClientBase, { number, name, sql, checksum }: Migration): Promise<void> {
  try {
    await client.query('BEGIN');
    await client.query(sql);
    await client.query('INSERT INTO catalog.migration (number, name, checksum) VALUES ($1, $2, $3)', [
      number,
      name,
      checksum,
    ]);
    await client.query('COMMIT');
  } catch (error) {
    await client.query('ROLLBACK');
    throw error;
  }
}
