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
  /** Where the web pages have payloads decrypted; they show them as they are kept when not given. */
  readonly codecEndpoint?: string | undefined;
  /** Settings of the server besides its own, such as limits that a test wants to reach. */
  readonly dynamicConfig?: Readonly<Record<string, string | number>>;
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
  /** The server's process; undefined when it is not ours. */
  readonly pid: number | undefined;
  stop(): Promise<void>;
}

const NAMESPACE = 'default';
/** A start takes 1 to 3 s on two cores; the rest is for a machine that is busy. */
const READY_TIMEOUT_MS = 60_000;

/**
 * Temporal reads each shard's task queues at most 20 times a second, and the development server has one shard: every
 * step of every workflow waits for the next of these ticks. A workflow of eight activities in five sequential rounds
 * took 551 ms (median of 40 on two idle cores), with this rate 113 ms.
 */
const QUEUE_READS_PER_SECOND = 1000;
/**
 * Schedules are workflows of Temporal's own worker, which asks for work with two pollers unless told otherwise. When many
 * are due at once, both wait for a minute where nothing comes any more: of 300 schedules on one tick, 17 started in 75 s. With
 * 25 pollers all did in 27 s on the same busy machine. They start 30 runs a second unless told otherwise.
 */
const SCHEDULE_CONFIG = {
  'worker.perNamespaceWorkerOptions':
    '{"MaxConcurrentWorkflowTaskPollers":25,"MaxConcurrentActivityTaskPollers":10}',
  'worker.schedulerNamespaceStartWorkflowRPS': 100,
};
const DYNAMIC_CONFIG = {
  ...SCHEDULE_CONFIG,
  'history.transferProcessorMaxPollRPS': QUEUE_READS_PER_SECOND,
  'history.timerProcessorMaxPollRPS': QUEUE_READS_PER_SECOND,
  'history.visibilityProcessorMaxPollRPS': QUEUE_READS_PER_SECOND,
};
/**
 * One fsync less per transaction; the same workflow then took 98 ms. With SQLite's write-ahead log, which this server
 * uses, a killed process loses nothing; only a crash of the machine may lose the last transactions, in order.
 */
const SQLITE_PRAGMAS = { synchronous: 'NORMAL' };

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
    return { address, namespace: NAMESPACE, uiUrl, ports, pid: server.pid, stop: () => server.stop() };
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
        ...(options.codecEndpoint === undefined ? [] : ['--ui-codec-endpoint', options.codecEndpoint]),
        ...Object.values(SEARCH_ATTRIBUTES).flatMap((name) => ['--search-attribute', `${name}=Keyword`]),
        ...flags('--dynamic-config-value', { ...DYNAMIC_CONFIG, ...options.dynamicConfig }),
        ...flags('--sqlite-pragma', SQLITE_PRAGMAS),
      ],
      logFile: join(directory, 'temporal.log'),
      stopSignal: 'SIGINT',
    },
    options.ledger,
  );
  await server.untilReady(() => answers(`127.0.0.1:${port}`), READY_TIMEOUT_MS);
  return { port, uiPort, server };
}

function flags(flag: string, settings: Readonly<Record<string, string | number>>): string[] {
  return Object.entries(settings).flatMap(([name, value]) => [flag, `${name}=${value}`]);
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
