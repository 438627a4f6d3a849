import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { messageOf } from '../contracts/failure.js';
import { freePort } from './free-port.js';
import type { ProcessLedger } from './process-ledger.js';
import type { StackReporter } from './progress.js';
import { keptSecret } from './secret-file.js';
import { startServer } from './server-process.js';

export interface S3Options {
  /** The `versitygw` command. */
  readonly executable: string;
  /** Where its buckets, credentials and log are kept between starts. */
  readonly directory: string;
  readonly ledger: ProcessLedger;
  readonly reporter: StackReporter;
  /** A free port when not given. */
  readonly port?: number;
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
const HEALTH_PATH = '/health';
const READY_TIMEOUT_MS = 30_000;

/** Starts versitygw over a folder: each bucket is a folder in it, each object a file. */
export async function startS3(options: S3Options): Promise<RunningS3> {
  const step = options.reporter.step('S3');
  try {
    const startedMs = Date.now();
    step.update('starting');
    const accessKeyId = 'sourcesense';
    const secretAccessKey = keptSecret(join(options.directory, 'secret-access-key'));
    const buckets = join(options.directory, 'buckets');
    mkdirSync(buckets, { recursive: true });
    const port = options.port ?? (await freePort());
    const endpoint = `http://127.0.0.1:${port}`;
    const server = startServer(
      {
        name: 'S3',
        executable: options.executable,
        args: [
          '--port',
          `127.0.0.1:${port}`,
          '--region',
          REGION,
          '--health',
          HEALTH_PATH,
          '--quiet',
          'posix',
          buckets,
        ],
        // In the environment, since everybody on the machine can read a process's arguments.
        environment: { ROOT_ACCESS_KEY_ID: accessKeyId, ROOT_SECRET_ACCESS_KEY: secretAccessKey },
        logFile: join(options.directory, 'versitygw.log'),
        stopSignal: 'SIGTERM',
      },
      options.ledger,
    );
    await server.untilReady(() => answers(`${endpoint}${HEALTH_PATH}`), READY_TIMEOUT_MS);
    step.done(`ready on ${endpoint} after ${Date.now() - startedMs} ms`);
    return { port, endpoint, region: REGION, accessKeyId, secretAccessKey, stop: () => server.stop() };
  } catch (error) {
    step.fail(messageOf(error));
    throw error;
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    return (await fetch(url, { signal: AbortSignal.timeout(1000) })).ok;
  } catch {
    return false;
  }
}
