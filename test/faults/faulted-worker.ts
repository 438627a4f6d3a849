import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { WORKER_ENVIRONMENT } from '../../workers/worker-environment.js';
import type { FromWorker, Order, Point, ToWorker } from './points.js';

const WORKER = fileURLToPath(new URL('worker.js', import.meta.url));
/** Little enough to be used up within a second. */
const HEAP_MB = 192;

/** Is told of each point that the worker comes to; the worker waits for the answer. */
export type OnPoint = (point: Point, worker: FaultedWorker) => Promise<Order>;

/** A worker process with fail points. */
export class FaultedWorker {
  readonly #child: ChildProcess;
  readonly #ended: Promise<void>;
  #output = '';
  #isDoomed = false;
  #isOutOfMemory = false;

  private constructor(child: ChildProcess) {
    this.#child = child;
    this.#ended = once(child, 'exit').then(() => undefined);
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk: Buffer) => (this.#output += chunk.toString()));
    }
  }

  /** Starts one, and returns when it takes work; throws with its log when it ends instead. */
  static async start(
    environment: Readonly<Record<string, string>>,
    directory: string,
    onPoint: OnPoint,
  ): Promise<FaultedWorker> {
    const child = fork(WORKER, [], {
      cwd: directory,
      env: { PATH: process.env['PATH'] ?? '', ...WORKER_ENVIRONMENT, ...environment },
      execArgv: [`--max-old-space-size=${HEAP_MB}`],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const worker = new FaultedWorker(child);
    const ready = new Promise<void>((resolve) => {
      child.on('message', (message: FromWorker) => {
        if ('ready' in message) resolve();
        else void worker.#answer(message.point, onPoint);
      });
    });
    await Promise.race([
      ready,
      worker.#ended.then(() => {
        throw new Error(`A worker ended before it was ready:\n${worker.#output}`);
      }),
    ]);
    return worker;
  }

  async #answer(point: Point, onPoint: OnPoint): Promise<void> {
    const order = await onPoint(point, this);
    if (order.kind === 'exhaust memory') this.#isOutOfMemory = true;
    const message: ToWorker = { id: point.id, order };
    if (this.#child.connected) this.#child.send(message, () => undefined);
  }

  /** Everything that it has printed. */
  get output(): string {
    return this.#output;
  }

  /** Resolves when its process has ended. */
  get ended(): Promise<void> {
    return this.#ended;
  }

  /** Whether it ends because we want it to. */
  get isDoomed(): boolean {
    return this.#isDoomed;
  }

  /** Whether it has ended though nothing was done to it that ends a process. */
  get diedUnasked(): boolean {
    const { exitCode, signalCode } = this.#child;
    return (exitCode ?? signalCode) !== null && !this.#isDoomed && !this.#isOutOfMemory;
  }

  signal(signal: NodeJS.Signals): void {
    if (signal === 'SIGKILL' || signal === 'SIGTERM') this.#isDoomed = true;
    this.#child.kill(signal);
  }

  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    this.signal(signal);
    await this.#ended;
  }
}
