import { Command } from 'commander';
import { type CommonOptions, openSession, withCommonOptions } from '../session.js';

/** What a worker started by `sourcesense up` tells its parent, once. */
const WORKER_READY = 'ready';

/** `sourcesense worker`: does the work of runs until it is told to stop. */
export function workerCommand(): Command {
  return withCommonOptions(new Command('worker'))
    .description('run a worker until SIGINT or SIGTERM; logs go to standard error')
    .action(async (options: CommonOptions) => {
      const stopping = new AbortController();
      const stop = () => {
        stopping.abort();
      };
      for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop);
      // A parent that was killed can't tell its worker to stop: the channel to it closing does.
      process.on('disconnect', stop);

      try {
        await using session = await openSession(options);
        const { default: pino } = await import('pino');
        const { runWorker } = await import('../../workers/run-worker.js');
        await runWorker(session.config, {
          signal: stopping.signal,
          log: pino({ level: session.config.log.level }, pino.destination({ fd: 2, sync: true })),
          onReady: () => {
            session.terminal.object({ event: WORKER_READY });
            process.send?.(WORKER_READY);
          },
        });
      } finally {
        // An open channel to the parent would keep the process alive.
        if (process.connected) process.disconnect();
      }
    });
}
