import { execFile } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { messageOf, SourceSenseError } from '../contracts/failure.js';
import { freePort } from './free-port.js';
import { findPostgresBinaries, type PostgresBinaries } from './postgres-binaries.js';
import type { ProcessLedger } from './process-ledger.js';
import type { StackReporter } from './progress.js';
import { retryTakenPort } from './retry-taken-port.js';
import { keptSecret } from './secret-file.js';
import { postgresAccount, type ServerAccount } from './server-account.js';
import { startServer, type ServerProcess } from './server-process.js';
import type { PostgresMajor } from './versions.js';

export interface PostgresOptions {
  readonly major: PostgresMajor;
  /** Where the cluster, its password and its log are kept between starts. */
  readonly directory: string;
  readonly ledger: ProcessLedger;
  readonly reporter: StackReporter;
  /** Any free port when not given. */
  readonly port?: number | undefined;
  /** The port to take when it is free and `port` is not given. */
  readonly preferredPort?: number | undefined;
  /** False for tests: no fsync, so that a crash of the machine may lose the cluster, and no autovacuum. */
  readonly durable?: boolean;
}

export interface RunningPostgres {
  readonly port: number;
  /** The postmaster's process. */
  readonly pid: number;
  /** The connection URL of the superuser `postgres`, with its password, for a database that exists. */
  url(database: string): string;
  readonly superuserUrl: string;
  stop(): Promise<void>;
}

/** A start takes about 40 ms; recovery after a kill may take longer. */
const READY_TIMEOUT_MS = 60_000;
const SUPERUSER = 'postgres';

const SETTINGS = {
  listen_addresses: '127.0.0.1',
  // A socket's path may not exceed 107 bytes, which a deep data folder does; TCP is enough.
  unix_socket_directories: '',
  // Dropping a schema of 50,000 tables locks each of them: 1024 x 100 connections of room, at 30 MB of memory.
  max_locks_per_transaction: '1024',
  timezone: 'UTC',
  log_timezone: 'UTC',
};
// A source under test changes only when the test says so: autovacuum would make statistics in the middle of it.
const FOR_TESTS = { autovacuum: 'off', fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

/** Starts an embedded PostgreSQL, creating its cluster on the first start. */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const { major, durable = true } = options;
  const step = options.reporter.step(`PostgreSQL ${major}`);
  try {
    const startedMs = Date.now();
    const password = keptSecret(join(options.directory, 'password'));
    const cluster = join(options.directory, 'data');
    const binaries = findPostgresBinaries(major);
    const account = postgresAccount([cluster, binaries.postgres]);
    if (!existsSync(cluster)) {
      step.update('creating the database cluster');
      await createCluster({ cluster, password, binaries, account, durable });
    }
    const { port, server } = await retryTakenPort(() => startServerOn(cluster, binaries, account, options));
    step.done(`ready on 127.0.0.1:${port} after ${Date.now() - startedMs} ms`);
    const url = (database: string) =>
      `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/${encodeURIComponent(database)}`;
    return { port, pid: server.pid, url, superuserUrl: url('postgres'), stop: () => server.stop() };
  } catch (error) {
    step.fail(messageOf(error));
    throw error;
  }
}

async function startServerOn(
  cluster: string,
  binaries: PostgresBinaries,
  account: ServerAccount | undefined,
  { major, directory, ledger, port: wantedPort, preferredPort, durable = true }: PostgresOptions,
): Promise<{ port: number; server: ServerProcess }> {
  const port = wantedPort ?? (await freePort(preferredPort));
  const settings = { ...SETTINGS, ...(durable ? {} : FOR_TESTS) };
  const server = startServer(
    {
      name: `PostgreSQL ${major}`,
      executable: binaries.postgres,
      args: ['-D', cluster, '-p', String(port), ...Object.entries(settings).flatMap(asFlag)],
      logFile: join(directory, 'postgres.log'),
      stopSignal: 'SIGINT', // "Fast" shutdown: ends sessions, writes a checkpoint.
      ...(account && { privileges: account.privileges }),
    },
    ledger,
  );
  await server.untilReady(() => Promise.resolve(isAccepting(cluster, server.pid)), READY_TIMEOUT_MS);
  return { port, server };
}

function asFlag([setting, value]: [string, string]): string[] {
  return ['-c', `${setting}=${value}`];
}

interface NewCluster {
  readonly cluster: string;
  readonly password: string;
  readonly binaries: PostgresBinaries;
  readonly account: ServerAccount | undefined;
  readonly durable: boolean;
}

/** Runs initdb beside the final place and renames, so that an interrupted one is not taken for a cluster. */
async function createCluster({ cluster, password, binaries, account, durable }: NewCluster): Promise<void> {
  const unfinished = `${cluster}.new`;
  const passwordFile = `${unfinished}.password`;
  rmSync(unfinished, { recursive: true, force: true });
  mkdirSync(unfinished, { recursive: true, mode: 0o700 });
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (account) for (const path of [unfinished, passwordFile]) chownSync(path, account.uid, account.gid);
  const args = [
    ...['-D', unfinished, '--username', SUPERUSER, '--pwfile', passwordFile, '--auth', 'scram-sha-256'],
    // The same order of names on every machine, whatever its locale.
    ...['--encoding', 'UTF8', '--locale', 'C'],
    ...(durable ? [] : ['--no-sync']),
  ];
  const [executable = '', ...allArgs] = [
    ...(account ? ['setpriv', ...account.privileges, '--'] : []),
    binaries.initdb,
    ...args,
  ];
  try {
    await promisify(execFile)(executable, allArgs, { env: { PATH: process.env['PATH'] ?? '', LC_ALL: 'C' } });
    renameSync(unfinished, cluster);
  } catch (cause) {
    throw new SourceSenseError('internal', `Creating a PostgreSQL cluster failed: ${messageOf(cause)}`, {
      cause,
    });
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

/** The eighth line of `postmaster.pid` tells the server's state; pg_ctl reads it the same way. */
function isAccepting(cluster: string, pid: number): boolean {
  try {
    const lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
    return lines[0]?.trim() === String(pid) && lines[7]?.trim() === 'ready';
  } catch {
    return false;
  }
}
