import { setFlagsFromString } from 'node:v8';
import type { WorkerInterceptors } from '@temporalio/worker';
import type { Logger } from 'pino';
import type { ActivityDeps } from '../activities/deps.js';
import type { SourceSenseConfig } from '../config/schema.js';
import { buildDeps } from './build-deps.js';
import { connectTemporal } from './connect-temporal.js';
import { createWorkers } from './create-worker.js';
import { installRuntime } from './logger.js';
import { registerSearchAttributes } from './register-search-attributes.js';

/**
 * How far the heap may grow over what lives in it before all garbage is collected, in percent. V8's own choice on a
 * machine with memory to spare is 300; 200 takes up to 30 MB more at the peak than 100 and no less of the processor, 50 takes
 * 8 MB less for 0.8 s more (10,000 tables).
 */
const HEAP_GROWTH_PERCENT = 100;

export interface RunWorkerOptions {
  /** Aborted to stop: activities get `worker.shutdown_grace_ms` to end by themselves. */
  readonly signal: AbortSignal;
  readonly log: Logger;
  /** Called once the worker takes work. */
  readonly onReady?: () => void;
  readonly interceptors?: WorkerInterceptors;
}

/** Runs a worker process until the signal aborts. Throws `SourceSenseError` when something it needs can't be reached. */
export async function runWorker(config: SourceSenseConfig, options: RunWorkerOptions): Promise<void> {
  setFlagsFromString(`--heap-growing-percent=${HEAP_GROWTH_PERCENT}`);
  await using deps = await buildDeps(config);
  await runWorkerWith(deps, config, options);
}

/** The same with what its activities work with. */
export async function runWorkerWith(
  deps: ActivityDeps,
  config: SourceSenseConfig,
  { signal, log, onReady, interceptors }: RunWorkerOptions,
): Promise<void> {
  installRuntime(log);
  const connection = await connectTemporal(config.temporal);
  try {
    await registerSearchAttributes(connection, config.temporal.namespace);
    const workers = await createWorkers(config, connection, deps, interceptors);
    const stop = () => {
      for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
    };
    signal.addEventListener('abort', stop, { once: true });
    const running = workers.map(async (worker) => {
      try {
        await worker.run();
      } finally {
        // One that fails takes the others with it: half a worker would leave runs waiting.
        stop();
      }
    });
    if (signal.aborted) stop();
    onReady?.();
    log.info({ namespace: config.temporal.namespace, address: config.temporal.address }, 'worker is ready');
    const ended = await Promise.allSettled(running);
    const failure = ended.find((outcome) => outcome.status === 'rejected');
    if (failure !== undefined) throw failure.reason;
    log.info('worker stopped');
  } finally {
    await connection.close();
  }
}
