/** The embedded stack: real engines on the loopback address, for `npm start` and for the tests. */
import { useTemporal } from './external-temporal.js';
import { lastAddresses, publishAddresses, type StackAddresses, type StackPorts } from './addresses.js';
import { defaultCacheDirectory, s3Sources, temporalSources } from './executable-sources.js';
import { lockFolder } from './folder-lock.js';
import { freePort } from './free-port.js';
import { startPostgres, type RunningPostgres } from './postgres.js';
import { ProcessLedger } from './process-ledger.js';
import type { StackReporter } from './progress.js';
import { resolveExecutable, type ExecutableSource, type FoundExecutable } from './resolve-executable.js';
import { startS3, type RunningS3 } from './s3.js';
import { startTemporal, type RunningTemporal } from './temporal.js';
import type { PostgresMajor } from './versions.js';

export { findRunningStack, type StackAddresses, type StackPorts } from './addresses.js';
export { inspectEngines, type EngineFinding } from './inspect-engines.js';
export { lineReporter, silentReporter, type StackReporter, type StackStep } from './progress.js';
export type { RunningPostgres } from './postgres.js';
export type { RunningS3 } from './s3.js';
export type { RunningTemporal } from './temporal.js';

export interface StackOptions {
  /** The data folder: everything the engines keep is below it. */
  readonly directory: string;
  readonly reporter: StackReporter;
  /** Whether to start an S3 server as well. */
  readonly s3: boolean;
  /** A Temporal server to use instead of one of our own, `host:port`. */
  readonly temporalAddress?: string;
  readonly temporalNamespace?: string;
  /** Ports to listen on; by default those of the last start where they are free, else any free ones. */
  readonly ports?: StackPorts;
  readonly postgresMajor?: PostgresMajor;
  /** Where servers are kept once built; per user by default. */
  readonly cacheDirectory?: string;
}

export interface Stack {
  readonly postgres: RunningPostgres;
  readonly temporal: RunningTemporal;
  /** Undefined unless it was asked for. */
  readonly s3: RunningS3 | undefined;
  /** Stops every engine, each within `STOP_TIMEOUT_MS`, and leaves the folder to the next start. */
  stop(): Promise<void>;
}

/**
 * Starts the engines in parallel. What an earlier owner of the folder left running is stopped first. Handle SIGINT and
 * SIGTERM before calling it (a handler that ends with `process.exit` is enough): the engines are told to stop when this
 * process exits, even in the middle of starting.
 *
 * @throws SourceSenseError `invalid_input` when another process runs a stack in this folder, `unsupported` when an
 * engine can't be had on this machine
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { directory } = options;
  const lock = lockFolder(directory);
  const ledger = new ProcessLedger(directory);
  try {
    await clearLeftovers(ledger, options.reporter);
    const ports = await choosePorts(options);
    const engines = await Promise.allSettled([
      startPostgresEngine(options, ledger, ports),
      startTemporalEngine(options, ledger, ports),
      options.s3 ? startS3Engine(options, ledger, ports) : undefined,
    ] as const);
    const failed = engines.find((engine) => engine.status === 'rejected');
    if (failed) throw failed.reason;
    const [postgres, temporal, s3] = engines.map((engine) => engine.status === 'fulfilled' && engine.value) as [
      RunningPostgres,
      RunningTemporal,
      RunningS3 | undefined,
    ];
    publishAddresses(directory, addressesOf(ports, postgres, temporal, s3));
    return { postgres, temporal, s3, stop: () => stopAll() };
  } catch (error) {
    await stopAll();
    throw error;
  }

  async function stopAll(): Promise<void> {
    await ledger.stopLeftovers();
    lock.release();
  }
}
