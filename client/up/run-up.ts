import { join } from 'node:path';
import { DEFAULT_ORIGIN, loadConfig, type LoadedConfig, RUNNING_STACK_ORIGIN } from '../../config/load.js';
import { removeRunningStack, writeRunningStack } from '../../config/running-stack.js';
import { messageOf } from '../../contracts/failure.js';
import { loadSampleDatabase } from '../../sample-db/load.js';
import { type Stack, startStack, type StackReporter } from '../../stack/index.js';
import { EXIT_CODES } from '../exit-codes.js';
import { extract, type FinishedExtraction } from '../extract.js';
import { renderHowToGoOn } from '../render/how-to-go-on.js';
import { type CommonOptions, loadOptions, sessionOf } from '../session.js';
import { processTerminal, type Terminal } from '../terminal.js';
import { prepareDatabases, SAMPLE_DATABASE } from './prepare-databases.js';
import { resetData } from './reset-data.js';
import { stackSettings } from './stack-settings.js';
import { stepDisplay } from './step-display.js';
import { stopOnSignal } from './stop-on-signal.js';
import { openUiCodec } from './ui-codec.js';
import { startWorkerProcess, type WorkerProcess } from './worker-process.js';

export interface UpOptions extends CommonOptions {
  /** End after the run. */
  readonly once: boolean;
  /** Drop the data folder first. */
  readonly reset: boolean;
  /** Keep artifacts in an embedded S3 server. */
  readonly s3: boolean;
}

/** The connection that is extracted; `stackSettings` defines it. */
const SAMPLE_CONNECTION = 'sample';
/** Given to the worker beyond its own limit before it is killed. */
const STOP_MARGIN_MS = 2000;

/**
 * Starts the embedded stack, loads the sample database, starts a worker, extracts, prints what landed and stays up
 * until a signal. Returns the exit code. Whatever happens, nothing it started is left running.
 */
export async function runUp(options: UpOptions): Promise<number> {
  const terminal = processTerminal(options.json);
  const stopping = stopOnSignal(terminal);
  const before = loadConfig(loadOptions(options));
  const directory = before.config.data_directory;
  if (options.reset) await resetData(directory);
  const reporter = stepDisplay(terminal);
  // A signal while things start ends the process at once: the stack stops its engines as it exits, and the worker ends
  // when it has lost its parent.
  await using codec = await openUiCodec(before.config.temporal);
  const stack = await startStack({
    ...stackOptions(before, options, reporter),
    codecEndpoint: codec?.url,
  });
  codec?.serve(stack.temporal.uiUrl);
  let worker: WorkerProcess | undefined;
  try {
    await prepareDatabases(stack.postgres.superuserUrl);
    writeRunningStack(directory, { pid: process.pid, settings: stackSettings(stack) });
    const loaded = loadConfig(loadOptions(options));
    worker = startWorker(loaded, options);
    await Promise.all([announce(worker, reporter), loadSample(stack, reporter)]);
    stopping.gracefully();
    const ended = Promise.race([
      worker.ended.then(() => 'worker' as const),
      stopping.requested.then(() => 'signal' as const),
    ]);
    return await extractAndStay(loaded, terminal, options.once, ended);
  } finally {
    removeRunningStack(directory);
    await worker?.stop();
    await stack.stop();
  }
}

/** Engines on ports of their own, and the Temporal server that was configured, if one was. */
function stackOptions({ config, originOf }: LoadedConfig, { s3 }: UpOptions, reporter: StackReporter) {
  const { postgres_port, temporal_port, temporal_ui_port, s3_port } = config.stack;
  const configured = ![DEFAULT_ORIGIN, RUNNING_STACK_ORIGIN].includes(originOf('temporal.address'));
  return {
    directory: config.data_directory,
    reporter,
    s3,
    ...(configured && {
      temporalAddress: config.temporal.address,
      temporalNamespace: config.temporal.namespace,
    }),
    ports: {
      ...(postgres_port !== undefined && { postgres: postgres_port }),
      ...(temporal_port !== undefined && { temporal: temporal_port }),
      ...(temporal_ui_port !== undefined && { temporalUi: temporal_ui_port }),
      ...(s3_port !== undefined && { s3: s3_port }),
    },
  };
}

async function loadSample(stack: Stack, reporter: StackReporter): Promise<void> {
  const step = reporter.step('Sample database');
  step.update('loading');
  const { tables, alreadyLoaded } = await loadSampleDatabase(stack.postgres.url(SAMPLE_DATABASE), (line) => {
    step.update(line);
  });
  const rows = tables.reduce((sum, table) => sum + table.rows, 0).toLocaleString('en');
  step.done(`${tables.length} tables, ${rows} rows${alreadyLoaded ? ', loaded before' : ''}`);
}

function startWorker({ config }: LoadedConfig, { config: file, set, provider }: UpOptions): WorkerProcess {
  return startWorkerProcess({
    args: [
      ...(file === undefined ? [] : ['--config', file]),
      ...(provider === undefined ? [] : ['--provider', provider]),
      ...set.flatMap((value) => ['--set', value]),
    ],
    logFile: workerLog(config),
    stopTimeoutMs: config.worker.shutdown_force_ms + STOP_MARGIN_MS,
  });
}

async function announce(worker: WorkerProcess, reporter: StackReporter): Promise<void> {
  const step = reporter.step('Worker');
  step.update('starting');
  const startedMs = performance.now();
  try {
    await worker.ready;
  } catch (error) {
    step.fail(messageOf(error));
    throw error;
  }
  step.done(`ready after ${Math.round(performance.now() - startedMs)} ms`);
}

/** The run, what landed and how to go on; then stays up until the end, unless it was to happen once. */
async function extractAndStay(
  loaded: LoadedConfig,
  terminal: Terminal,
  once: boolean,
  ended: Promise<'worker' | 'signal'>,
): Promise<number> {
  const following = new AbortController();
  const extraction = extractSample(loaded, terminal, following.signal);
  const first = await Promise.race([extraction, ended]);
  if (typeof first === 'string') {
    following.abort();
    await extraction.catch(() => undefined);
    return first === 'signal' ? EXIT_CODES.interrupted : workerGone(loaded, terminal);
  }
  terminal.line(`\n${renderHowToGoOn(loaded, first.uiUrl)}`);
  if (once) {
    terminal.line(
      '\nThe stack stops now; `npm start` brings it up again with this data, on the same ports if they are free.',
    );
    return first.exitCode;
  }
  terminal.line('\nCtrl-C stops everything.');
  return (await ended) === 'signal' ? first.exitCode : workerGone(loaded, terminal);
}

async function extractSample(
  loaded: LoadedConfig,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<FinishedExtraction> {
  await using session = sessionOf(loaded, terminal);
  return await extract(session, { connection: SAMPLE_CONNECTION }, { wait: true, signal });
}

function workerGone({ config }: LoadedConfig, terminal: Terminal): number {
  terminal.note(`The worker ended. Its log is ${workerLog(config)}.`);
  return EXIT_CODES.failed;
}

function workerLog(config: LoadedConfig['config']): string {
  return join(config.data_directory, 'worker.log');
}
