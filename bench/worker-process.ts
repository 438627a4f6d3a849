import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { DEFAULT_CONFIG_FILE } from '../config/load.js';
import { WORKER_ENVIRONMENT } from '../workers/worker-environment.js';

/** How a worker is configured for one measurement. */
export interface WorkerSettings {
  readonly temporalAddress: string;
  readonly catalogUrl: string;
  /** Everything it keeps, its artifacts among it. */
  readonly dataDirectory: string;
  /** Connection name to URL. */
  readonly connections: Readonly<Record<string, string>>;
}

/** A worker in a process of its own, as in production; disposing of it stops it. */
export interface WorkerProcess extends AsyncDisposable {
  readonly pid: number;
}

/** What `workers/run-worker.ts` logs once it takes work. */
const READY = 'worker is ready';
const LINES_KEPT = 20;

/** Starts `sourcesense worker` and waits until it takes work. Throws with its last lines when it ends instead. */
export async function startWorkerProcess(settings: WorkerSettings): Promise<WorkerProcess> {
  const command = fileURLToPath(new URL('../client/main.js', import.meta.url));
  await writeConfig(settings);
  const child = spawn(process.execPath, [command, 'worker'], {
    // Neither our environment nor the project's configuration file may change what is measured.
    env: WORKER_ENVIRONMENT,
    cwd: settings.dataDirectory,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  await untilReady(child);
  const { pid } = child;
  if (pid === undefined) throw new Error('The worker has no process.');
  return {
    pid,
    [Symbol.asyncDispose]: async () => {
      if (child.exitCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
    },
  };
}

/** Writes the settings to a configuration file, all else being left to its defaults; returns its path. */
export async function writeConfig(settings: WorkerSettings): Promise<string> {
  const file = join(settings.dataDirectory, DEFAULT_CONFIG_FILE);
  // JSON is YAML. Only we may read it: it holds passwords.
  await writeFile(file, JSON.stringify(configOf(settings)), { mode: 0o600 });
  return file;
}

function configOf({ temporalAddress, catalogUrl, dataDirectory, connections }: WorkerSettings): unknown {
  return {
    data_directory: dataDirectory,
    temporal: { address: temporalAddress },
    catalog: { url: catalogUrl },
    connections: Object.fromEntries(Object.entries(connections).map(([name, url]) => [name, { url }])),
  };
}

async function untilReady(child: ChildProcess): Promise<void> {
  const lastLines: string[] = [];
  if (child.stderr === null) throw new Error('The worker has no log.');
  const lines = createInterface({ input: child.stderr });
  await new Promise<void>((resolve, reject) => {
    lines.on('line', (line) => {
      lastLines.push(line);
      if (lastLines.length > LINES_KEPT) lastLines.shift();
      if (line.includes(READY)) resolve();
    });
    child.once('error', reject);
    child.once('exit', (code) => {
      reject(new Error(`The worker ended with exit code ${code ?? 'none'}:\n${lastLines.join('\n')}`));
    });
  });
}
