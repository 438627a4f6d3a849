import { mkdirSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { join } from 'node:path';
import { Client, Connection } from '@temporalio/client';
import pg from 'pg';
import { loadSampleDatabase } from '../../sample-db/load.js';
import { findS3Server, findTemporal } from '../../stack/find-server.js';
import { startPostgres } from '../../stack/postgres.js';
import { ProcessLedger } from '../../stack/process-ledger.js';
import { silentReporter } from '../../stack/progress.js';
import { type RunningS3, startS3 } from '../../stack/s3.js';
import { startTemporal } from '../../stack/temporal.js';
import { type S3Proxy, startS3Proxy } from '../support/s3-proxy.js';
import { type Engine, engineOf } from './engine.js';
import { openSmallDisk, type SmallDisk } from './small-disk.js';
import { startToxiproxy, type Wire } from './toxiproxy.js';

/** A PostgreSQL server of a lane. */
export interface LanePostgres extends Engine {
  /** The superuser's URL of a database, past the wire. */
  url(database: string): string;
}

/**
 * Everything a run needs, for one run at a time: servers of its own, so that any of them can be killed, and a wire from the
 * worker to each. Disposing of it stops them.
 */
export interface Lane extends AsyncDisposable {
  readonly name: string;
  readonly directory: string;
  readonly temporal: Engine;
  readonly source: LanePostgres;
  readonly catalog: LanePostgres;
  readonly s3: RunningS3 & { readonly proxy: S3Proxy };
  /** Where the catalog's server and the local artifact stores keep their files. */
  readonly disks: { readonly catalog: SmallDisk; readonly artifacts: SmallDisk };
  readonly wires: { readonly temporal: Wire; readonly source: Wire; readonly catalog: Wire };
  /** Past the wire. */
  readonly client: Client;
  /** What may show nowhere. */
  readonly secrets: readonly string[];
}

/** The role that reads the source; its password is one of the secrets that may show nowhere. */
export const READER = {
  role: 'extractor',
  password: 'planted-source-secret-5e1d',
  memberOf: 'pg_read_all_data, pg_monitor',
};
/** The name of the source's database. */
export const SOURCE_DATABASE = 'shop';
/** A copy of the source's database as it was made, for when a fault has spoiled it. */
const PRISTINE = 'pristine';

const SOURCE_MAJOR = 18;

/** Room for the catalogs of a lane and their log, which is kept short. */
const CATALOG_DISK_MB = 600;
/** Room for the artifacts of the sample database, several times. */
const ARTIFACTS_DISK_MB = 64;

export async function openLane(root: string, name: string): Promise<Lane> {
  const directory = join(root, name);
  mkdirSync(directory, { recursive: true });
  const ledger = new ProcessLedger(directory);
  const reporter = silentReporter;
  const disks = {
    catalog: openSmallDisk(join(directory, 'catalog-disk'), CATALOG_DISK_MB),
    artifacts: openSmallDisk(join(directory, 'artifacts-disk'), ARTIFACTS_DISK_MB),
  };
  const [source, catalog, s3, temporal] = await Promise.all([
    openPostgres(join(directory, 'source'), ledger),
    openPostgres(join(disks.catalog.directory, 'postgres'), ledger),
    findS3Server(undefined, reporter).then((executable) =>
      startS3({ executable, directory: join(directory, 's3'), ledger, reporter }),
    ),
    openTemporal(join(directory, 'temporal'), ledger),
  ]);
  const toxiproxy = await startToxiproxy(directory, ledger, reporter);
  const proxy = await startS3Proxy(s3);
  const wires = {
    temporal: await toxiproxy.wire('temporal', temporal.port),
    source: await toxiproxy.wire('source', source.port),
    catalog: await toxiproxy.wire('catalog', catalog.port),
  };
  const connection = await Connection.connect({ address: `127.0.0.1:${temporal.port}` });
  const lane: Lane = {
    name,
    directory,
    temporal,
    source,
    catalog,
    s3: { ...s3, proxy },
    disks,
    wires,
    client: new Client({ connection }),
    secrets: [READER.password, s3.secretAccessKey, new URL(catalog.url('postgres')).password],
    [Symbol.asyncDispose]: async () => {
      await connection.close();
      await proxy[Symbol.asyncDispose]();
      await toxiproxy[Symbol.asyncDispose]();
      await Promise.all([source, catalog, temporal, s3].map((engine) => engine.stop()));
      await Promise.all(Object.values(disks).map((disk) => disk[Symbol.asyncDispose]()));
    },
  };
  await prepareSource(lane);
  return lane;
}

async function openPostgres(directory: string, ledger: ProcessLedger): Promise<LanePostgres> {
  const options = {
    major: SOURCE_MAJOR,
    directory,
    ledger,
    reporter: silentReporter,
    durable: false,
  } as const;
  const first = await startPostgres(options);
  const { port } = first;
  return {
    ...engineOf(port, first, () => startPostgres({ ...options, port })),
    url: (name) => first.url(name),
  };
}

async function openTemporal(directory: string, ledger: ProcessLedger): Promise<Engine> {
  const executable = await findTemporal(undefined, silentReporter);
  const options = { executable, directory, ledger, reporter: silentReporter, headless: true };
  const first = await startTemporal(options);
  const { temporal: port = 0 } = first.ports;
  return engineOf(port, first, () => startTemporal({ ...options, port }));
}

/** How long a server is waited for that another fault has taken away. */
const SERVER_BACK_WITHIN_MS = 10_000;

/** A session past the wire, once the server is there. */
export async function connectTo(postgres: LanePostgres, database: string): Promise<pg.Client> {
  for (const until = Date.now() + SERVER_BACK_WITHIN_MS; ;) {
    const client = new pg.Client(postgres.url(database));
    client.on('error', () => undefined);
    try {
      await client.connect();
      return client;
    } catch (error) {
      if (Date.now() > until) throw error;
      await sleep(100);
    }
  }
}

/** Works in a session past the wire; from the start again when a fault takes the server away meanwhile. */
export async function inSession<T>(
  postgres: LanePostgres,
  database: string,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  for (const until = Date.now() + SERVER_BACK_WITHIN_MS; ;) {
    const client = await connectTo(postgres, database);
    try {
      return await work(client);
    } catch (error) {
      const isServers = error instanceof pg.DatabaseError && error.code?.startsWith('57P') !== true;
      if (isServers || Date.now() > until) throw error;
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}

/** Runs statements on a database past the wire, and gives the rows of the last one; see `inSession`. */
export function onDatabase<R extends pg.QueryResultRow>(
  postgres: LanePostgres,
  database: string,
  sql: string,
  values?: unknown[],
): Promise<R[]> {
  return inSession(postgres, database, async (client) => (await client.query<R>(sql, values)).rows);
}

async function prepareSource({ source }: Lane): Promise<void> {
  await onDatabase(source, 'postgres', `CREATE ROLE ${READER.role}`);
  await onDatabase(source, 'postgres', `CREATE DATABASE ${PRISTINE}`);
  await loadSampleDatabase(source.url(PRISTINE));
  await resetSource(source);
}

/** Gives the source's database and its reader what they had at first. */
export async function resetSource(source: LanePostgres): Promise<void> {
  const { role, password, memberOf } = READER;
  for (const statement of [
    `DROP DATABASE IF EXISTS ${SOURCE_DATABASE} WITH (FORCE)`,
    `CREATE DATABASE ${SOURCE_DATABASE} TEMPLATE ${PRISTINE}`,
    `ALTER ROLE ${role} LOGIN PASSWORD '${password}' CONNECTION LIMIT -1`,
    `GRANT ${memberOf} TO ${role}`,
  ]) {
    await onDatabase(source, 'postgres', statement);
  }
}
