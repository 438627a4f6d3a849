import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { Connection } from '@temporalio/client';
import { messageOf } from '../contracts/failure.js';
import { SEARCH_ATTRIBUTES } from '../contracts/names.js';
import { freePort } from './free-port.js';
import type { ProcessLedger } from './process-ledger.js';
import type { StackReporter } from './progress.js';
import { retryTakenPort } from './retry-taken-port.js';
import { startServer } from './server-process.js';

export interface TemporalOptions {
  /** The `temporal` command line tool, which carries the server. */
  readonly executable: string;
  /** Where its SQLite file and log are kept between starts. */
  readonly directory: string;
  readonly ledger: ProcessLedger;
  readonly reporter: StackReporter;
  /** Any free ports when not given. */
  readonly port?: number | undefined;
  readonly uiPort?: number | undefined;
  /** The ports to take when they are free and none are given. */
  readonly preferredPorts?: { readonly temporal?: number; readonly temporalUi?: number };
  /** True for tests: no web pages. */
  readonly headless?: boolean;
}

export interface RunningTemporal {
  /** `host:port` of the gRPC front end. */
  readonly address: string;
  readonly namespace: string;
  /** Undefined without the web pages. */
  readonly uiUrl: string | undefined;
  /** The ports it listens on; none when it is not ours. */
  readonly ports: { readonly temporal?: number; readonly temporalUi?: number };
  stop(): Promise<void>;
}

const NAMESPACE = 'default';
/** A start takes 1 to 3 s on two cores; the rest is for a machine that is busy. */
const READY_TIMEOUT_MS = 60_000;

/** Starts Temporal's development server on a SQLite file, with our search attributes registered. */
export async function startTemporal(options: TemporalOptions): Promise<RunningTemporal> {
  const step = options.reporter.step('Temporal');
  try {
    const startedMs = Date.now();
    step.update('starting');
    mkdirSync(options.directory, { recursive: true });
    const { port, uiPort, server } = await retryTakenPort(() => startServerOnPorts(options));
    const address = `127.0.0.1:${port}`;
    step.done(`ready on ${address} after ${Date.now() - startedMs} ms`);
    const uiUrl = uiPort === undefined ? undefined : `http://127.0.0.1:${uiPort}`;
    const ports = { temporal: port, ...(uiPort !== undefined && { temporalUi: uiPort }) };
    return { address, namespace: NAMESPACE, uiUrl, ports, stop: () => server.stop() };
  } catch (error) {
    step.fail(messageOf(error));
    throw error;
  }
}

async function startServerOnPorts(options: TemporalOptions) {
  const { directory, preferredPorts: preferred } = options;
  const port = options.port ?? (await freePort(preferred?.temporal));
  const uiPort = options.headless ? undefined : (options.uiPort ?? (await freePort(preferred?.temporalUi)));
  const server = startServer(
    {
      name: 'Temporal',
      executable: options.executable,
      args: [
        ...['server', 'start-dev', '--ip', '127.0.0.1', '--port', String(port), '--log-level', 'warn'],
        ...['--db-filename', join(directory, 'temporal.db')],
        ...(uiPort === undefined ? ['--headless'] : ['--ui-port', String(uiPort)]),
        ...Object.values(SEARCH_ATTRIBUTES).flatMap((name) => ['--search-attribute', `${name}=Keyword`]),
      ],
      logFile: join(directory, 'temporal.log'),
      stopSignal: 'SIGINT',
    },
    options.ledger,
  );
  await server.untilReady(() => answers(`127.0.0.1:${port}`), READY_TIMEOUT_MS);
  return { port, uiPort, server };
}

/** Whether the server can serve our namespace; its port opens some time before that. */
async function answers(address: string): Promise<boolean> {
  try {
    const connection = await Connection.connect({ address, connectTimeout: 1000 });
    try {
      await connection.workflowService.describeNamespace({ namespace: NAMESPACE });
      return true;
    } finally {
      await connection.close();
    }
  } catch {
    return false;
  }
}
