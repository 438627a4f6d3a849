import { pino } from 'pino';
import { loadConfig } from '../../config/load.js';
import type { Stage } from '../../contracts/extraction.js';
import { buildDeps } from '../../workers/build-deps.js';
import { runWorkerWith } from '../../workers/run-worker.js';

/** A worker in this process that says what begins; disposing of it stops it. */
export interface StruckWorker extends AsyncDisposable {
  /** Has `strike` called when the stage begins for the next time, once. */
  at(stage: Stage, strike: () => void): void;
}

/** Starts it with a configuration file, and returns when it takes work. */
export async function startStruckWorker(configFile: string): Promise<StruckWorker> {
  const { config } = loadConfig({ file: configFile });
  const stopping = new AbortController();
  const strikes = new Map<string, () => void>();
  const begins = (activity: string) => {
    strikes.get(activity)?.();
    strikes.delete(activity);
  };
  const deps = await buildDeps(config);
  let onReady: () => void = () => undefined;
  const ready = new Promise<void>((resolve) => {
    onReady = resolve;
  });
  const running = runWorkerWith(deps, config, {
    signal: stopping.signal,
    log: pino({ level: 'error' }, pino.destination(2)),
    interceptors: {
      activity: [
        ({ info }) => ({
          inbound: {
            execute: (input, next) => {
              begins(info.activityType);
              return next(input);
            },
          },
        }),
      ],
    },
    onReady: () => {
      onReady();
    },
  });
  await Promise.race([ready, running]);
  return {
    at: (stage, strike) => strikes.set(stage, strike),
    [Symbol.asyncDispose]: async () => {
      stopping.abort();
      await running;
      await deps[Symbol.asyncDispose]();
    },
  };
}
