import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from '../contracts/failure.js';
import { freePort } from './free-port.js';
import type { ProcessLedger } from './process-ledger.js';
import type { StackReporter } from './progress.js';
import { retryTakenPort } from './retry-taken-port.js';
import { keptSecret } from './secret-file.js';
import { startServer } from './server-process.js';

export interface S3Options {
  /** The `versitygw` command. */
  readonly executable: string;
  /** Where its buckets, credentials and log are kept between starts. */
  readonly directory: string;
  readonly ledger: ProcessLedger;
  readonly reporter: StackReporter;
  /** Any free port when not given. */
  readonly port?: number | undefined;
  /** The port to take when it is free and `port` is not given. */
  readonly preferredPort?: number | undefined;
}

/** An S3 endpoint that speaks path-style addresses; it holds no bucket at first. */
export interface RunningS3 {
  readonly port: number;
  readonly endpoint: string;
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  stop(): Promise<void>;
}

const REGION = 'us-east-1';
const ACCESS_KEY_ID = 'sourcesense';
const HEALTH_PATH = '/health';
const READY_TIMEOUT_MS = 30_000;

/** Starts versitygw over a folder: each bucket is a folder in it, each object a file. */
export async function startS3(options: S3Options): Promise<RunningS3> {
  const step = options.reporter.step('S3');
  try {
    const startedMs = Date.now();
    step.update('starting');
    const secretAccessKey = keptSecret(join(options.directory, 'secret-access-key'));
    const { port, endpoint, server } = await retryTakenPort(() =>
      startServerOnPort(options, secretAccessKey),
    );
    step.done(`ready on ${endpoint} after ${Date.now() - startedMs} ms`);
    return {
      port,
      endpoint,
      region: REGION,
      accessKeyId: ACCESS_KEY_ID,
      secretAccessKey,
      stop: () => server.stop(),
    };
  } catch (error) {
    step.fail(messageOf(error));
    throw error;
  }
}

async function startServerOnPort(options: S3Options, secretAccessKey: string) {
  const buckets = join(options.directory, 'buckets');
  mkdirSync(buckets, { recursive: true });
  const port = options.port ?? (await freePort(options.preferredPort));
  const endpoint = `http://127.0.0.1:${port}`;
  const listening = ['--port', `127.0.0.1:${port}`, '--region', REGION, '--health', HEALTH_PATH, '--quiet'];
  const server = startServer(
    {
      name: 'S3',
      executable: options.executable,
      args: [...listening, 'posix', buckets],
      // In the environment, since everybody on the machine can read a process's arguments.
      environment: { ROOT_ACCESS_KEY_ID: ACCESS_KEY_ID, ROOT_SECRET_ACCESS_KEY: secretAccessKey },
      logFile: join(options.directory, 'versitygw.log'),
      stopSignal: 'SIGTERM',
    },
    options.ledger,
  );
  await server.untilReady(() => answers(`${endpoint}${HEALTH_PATH}`), READY_TIMEOUT_MS);
  return { port, endpoint, server };
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(1000) })).ok;
  } catch {
    return false;
  }
}
