import { join } from 'node:path';
import { lastAddresses, publishAddresses, type StackAddresses, type StackPorts } from './addresses.js';
import { useTemporal } from './external-temporal.js';
import { findS3Server, findTemporal } from './find-server.js';
import { lockFolder } from './folder-lock.js';
import { startPostgres, type RunningPostgres } from './postgres.js';
import { ProcessLedger } from './process-ledger.js';
import type { StackReporter } from './progress.js';
import { startS3, type RunningS3 } from './s3.js';
import { startTemporal, type RunningTemporal } from './temporal.js';
import type { PostgresMajor } from './versions.js';

export interface StackOptions {
  /** The data folder: everything the engines keep is below it. */
  readonly directory: string;
  readonly reporter: StackReporter;
  /** Whether to start an S3 server as well. */
  readonly s3: boolean;
  /** A Temporal server to use instead of one of our own, `host:port`. */
  readonly temporalAddress?: string | undefined;
  /** `default` when not given; a namespace of its own only on a server that is given. */
  readonly temporalNamespace?: string | undefined;
  /** Where the pages of a Temporal server of our own have payloads decrypted. */
  readonly codecEndpoint?: string | undefined;
  /** Ports to listen on; those of the last start where they are free, else any free ones. */
  readonly ports?: StackPorts | undefined;
  /** Where servers are kept once built; a folder of the user's by default. */
  readonly cacheDirectory?: string | undefined;
}

export interface Stack {
  readonly postgres: RunningPostgres;
  readonly temporal: RunningTemporal;
  /** Undefined unless it was asked for. */
  readonly s3: RunningS3 | undefined;
  /** Names of servers that a killed owner had left running in this folder, and that were stopped first. */
  readonly cleared: readonly string[];
  /** Stops every engine, each within `STOP_TIMEOUT_MS`, and leaves the folder to the next start. */
  stop(): Promise<void>;
}

/** A start's own state. */
interface Start extends StackOptions {
  readonly ledger: ProcessLedger;
  /** Ports of the last start, so that addresses stay the same where they can. */
  readonly lastPorts: StackPorts;
}

const POSTGRES_MAJOR: PostgresMajor = 18;

/**
 * Starts the engines in parallel. What a killed owner of the folder left running is stopped first. Handle SIGINT and
 * SIGTERM before calling it (a handler that calls `process.exit` is enough): the engines are told to stop when this
 * process exits, in the middle of starting too.
 *
 * @throws SourceSenseError `invalid_input` when another process runs a stack in this folder, `unsupported` when an
 * engine can't be had on this machine, `unreachable` when the given Temporal server does not answer
 */
export async function startStack(options: StackOptions): Promise<Stack> {
  const lock = lockFolder(options.directory);
  const ledger = new ProcessLedger(options.directory);
  const stop = async () => {
    await ledger.stopAll();
    lock.release();
  };
  try {
    const cleared = await clearLeftovers(ledger, options.reporter);
    const start: Start = { ...options, ledger, lastPorts: lastAddresses(options.directory)?.ports ?? {} };
    const [postgres, temporal, s3] = await allStarted(
      startEmbeddedPostgres(start),
      startOrUseTemporal(start),
      options.s3 ? startEmbeddedS3(start) : Promise.resolve(undefined),
    );
    publishAddresses(options.directory, addressesOf(postgres, temporal, s3));
    return { postgres, temporal, s3, cleared, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** Waits for all, also when one fails, so that none is still starting when the others are stopped. */
async function allStarted<P, T, S>(...starting: [Promise<P>, Promise<T>, Promise<S>]): Promise<[P, T, S]> {
  await Promise.allSettled(starting);
  return Promise.all(starting);
}

async function clearLeftovers(ledger: ProcessLedger, reporter: StackReporter): Promise<string[]> {
  const cleared = await ledger.stopAll();
  if (cleared.length > 0) {
    reporter.step('Clean-up').done(`stopped what a killed process had left: ${cleared.join(', ')}`);
  }
  return cleared;
}

async function startEmbeddedPostgres(start: Start): Promise<RunningPostgres> {
  const { directory, ledger, reporter, ports, lastPorts } = start;
  return startPostgres({
    major: POSTGRES_MAJOR,
    directory: join(directory, `postgres-${POSTGRES_MAJOR}`),
    ledger,
    reporter,
    port: ports?.postgres,
    preferredPort: lastPorts.postgres,
  });
}

async function startOrUseTemporal(start: Start): Promise<RunningTemporal> {
  const { directory, ledger, reporter, ports, lastPorts, temporalAddress, temporalNamespace } = start;
  if (temporalAddress !== undefined) {
    return useTemporal({ address: temporalAddress, namespace: temporalNamespace ?? 'default' }, reporter);
  }
  return startTemporal({
    executable: await findTemporal(start.cacheDirectory, reporter),
    directory: join(directory, 'temporal'),
    ledger,
    reporter,
    port: ports?.temporal,
    uiPort: ports?.temporalUi,
    codecEndpoint: start.codecEndpoint,
    preferredPorts: lastPorts,
  });
}

async function startEmbeddedS3(start: Start): Promise<RunningS3> {
  const { directory, ledger, reporter, ports, lastPorts } = start;
  return startS3({
    executable: await findS3Server(start.cacheDirectory, reporter),
    directory: join(directory, 's3'),
    ledger,
    reporter,
    port: ports?.s3,
    preferredPort: lastPorts.s3,
  });
}

function addressesOf(postgres: RunningPostgres, temporal: RunningTemporal, s3?: RunningS3): StackAddresses {
  return {
    ports: {
      postgres: postgres.port,
      ...temporal.ports,
      ...(s3 && { s3: s3.port }),
    },
    postgres: { superuserUrl: postgres.superuserUrl },
    temporal: { address: temporal.address, namespace: temporal.namespace, uiUrl: temporal.uiUrl },
    ...(s3 && {
      s3: {
        endpoint: s3.endpoint,
        region: s3.region,
        accessKeyId: s3.accessKeyId,
        secretAccessKey: s3.secretAccessKey,
      },
    }),
  };
}
