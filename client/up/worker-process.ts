import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { SourceSenseError } from '../../contracts/failure.js';
import { WORKER_ENVIRONMENT } from '../../workers/worker-environment.js';

export interface WorkerProcessOptions {
  /** Options of `sourcesense worker`. */
  readonly args: readonly string[];
  /** Where its log goes. */
  readonly logFile: string;
  /** How long it may take to stop before it is killed. */
  readonly stopTimeoutMs: number;
}

export interface WorkerProcess {
  /** Resolves once it takes work; throws `internal` with its last words when it ends instead. */
  readonly ready: Promise<void>;
  /** Resolves when the process has ended, whyever. */
  readonly ended: Promise<unknown>;
  /** Lets it finish what it can and stops it. */
  stop(): Promise<void>;
}

const MAIN = fileURLToPath(new URL('../main.js', import.meta.url));

/**
 * Starts `sourcesense worker` as a process of its own, as in production. Ctrl-C on the terminal does not reach it (it
 * has its own process group), so that it can be stopped before the servers it needs; it stops by itself when this
 * process is gone.
 */
export function startWorkerProcess({ args, logFile, stopTimeoutMs }: WorkerProcessOptions): WorkerProcess {
  const log = openSync(logFile, 'w', 0o600);
  const child = spawn(process.execPath, [MAIN, 'worker', ...args], {
    detached: true,
    env: { ...WORKER_ENVIRONMENT, ...process.env },
    stdio: ['ignore', log, log, 'ipc'],
  });
  closeSync(log);
  const ended = new Promise((resolve) => child.once('exit', resolve));
  return {
    ready: untilReady(child, ended, logFile),
    ended,
    stop: () => stopWorker(child, ended, stopTimeoutMs),
  };
}

async function untilReady(child: ChildProcess, ended: Promise<unknown>, logFile: string): Promise<void> {
  const said = new Promise((resolve) =>
    child.once('message', () => {
      resolve('ready');
    }),
  );
  if ((await Promise.race([said, ended])) === 'ready') return;
  throw new SourceSenseError('internal', `The worker did not start: ${lastLine(logFile)}`, {
    remedy: `Its log is ${logFile}.`,
  });
}

async function stopWorker(child: ChildProcess, ended: Promise<unknown>, timeoutMs: number): Promise<void> {
  child.kill('SIGTERM');
  const timeout = new AbortController();
  const late = delay(timeoutMs, 'late', { signal: timeout.signal }).catch(() => undefined);
  if ((await Promise.race([ended, late])) === 'late') child.kill('SIGKILL');
  timeout.abort();
  await ended;
}

function lastLine(logFile: string): string {
  return readFileSync(logFile, 'utf8').trim().split('\n').at(-1) ?? '';
}
