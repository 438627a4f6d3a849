import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { SourceSenseError } from '../contracts/failure.js';
import { findTemporal } from '../stack/find-server.js';
import { startPostgres, type RunningPostgres } from '../stack/postgres.js';
import { ProcessLedger } from '../stack/process-ledger.js';
import type { StackReporter } from '../stack/progress.js';
import { startTemporal } from '../stack/temporal.js';
import { POSTGRES_PACKAGES, type PostgresMajor } from '../stack/versions.js';

/** The engines of one bench, in a folder of their own; disposing of them stops them and removes the folder. */
export interface BenchEngines extends AsyncDisposable {
  readonly directory: string;
  /** Where the extracted databases are: a server that the installed `pg_dump` can read. */
  readonly source: RunningPostgres;
  readonly sourceMajor: PostgresMajor;
  /** Where the catalogs are: the server that `npm start` uses. */
  readonly catalog: RunningPostgres;
  readonly temporalAddress: string;
  readonly temporalPid: number;
}

const CATALOG_MAJOR: PostgresMajor = 18;

/** Starts them, with the durability of production. */
export async function startEngines(pgDumpVersion: string, reporter: StackReporter): Promise<BenchEngines> {
  const sourceMajor = newestReadable(pgDumpVersion);
  const directory = await mkdtemp(join(tmpdir(), 'sourcesense-bench-'));
  const ledger = new ProcessLedger(directory);
  const stop = async () => {
    await ledger.stopAll();
    await rm(directory, { recursive: true, force: true });
  };
  const postgres = (role: string, major: PostgresMajor) =>
    startPostgres({ major, directory: join(directory, role), ledger, reporter });
  try {
    const source = await postgres('source', sourceMajor);
    const catalog = await postgres('catalog', CATALOG_MAJOR);
    const executable = await findTemporal(undefined, reporter);
    const temporal = await startTemporal({
      executable,
      directory: join(directory, 'temporal'),
      ledger,
      reporter,
      headless: true,
    });
    const { address: temporalAddress, pid: temporalPid = 0 } = temporal;
    return {
      ...{ directory, source, sourceMajor, catalog, temporalAddress, temporalPid },
      [Symbol.asyncDispose]: stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Creates an empty database; returns its URL. */
export async function createDatabase(server: RunningPostgres, name: string): Promise<string> {
  await asSuperuser(server, (client) => client.query(`CREATE DATABASE ${pg.escapeIdentifier(name)}`));
  return server.url(name);
}

/** The same for a while: a database that stays is vacuumed and analysed while something else is measured. */
export async function temporaryDatabase(
  server: RunningPostgres,
  name: string,
): Promise<AsyncDisposable & { readonly url: string }> {
  return {
    url: await createDatabase(server, name),
    [Symbol.asyncDispose]: async () => {
      await asSuperuser(server, (client) =>
        client.query(`DROP DATABASE ${pg.escapeIdentifier(name)} WITH (FORCE)`),
      );
    },
  };
}

/** What the server says of itself: `13.23`. */
export async function serverVersion(server: RunningPostgres): Promise<string> {
  const { rows } = await asSuperuser(server, (client) =>
    client.query<{ server_version: string }>('SHOW server_version'),
  );
  return rows[0]?.server_version ?? 'unknown';
}

async function asSuperuser<T>(server: RunningPostgres, ask: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: server.superuserUrl });
  await client.connect();
  try {
    return await ask(client);
  } finally {
    await client.end();
  }
}

/** `pg_dump` refuses servers of a later major version than its own. */
function newestReadable(pgDumpVersion: string): PostgresMajor {
  const majors = Object.keys(POSTGRES_PACKAGES).map((major) => Number(major) as PostgresMajor);
  const readable = majors.filter((major) => major <= parseInt(pgDumpVersion, 10));
  if (readable.length > 0) return Math.max(...readable) as PostgresMajor;
  throw new SourceSenseError('unsupported', `pg_dump ${pgDumpVersion} reads no server that is here.`, {
    remedy: `Install one of version ${Math.min(...majors)} or later.`,
  });
}
