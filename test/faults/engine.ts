import { isRunning, identify } from '../../stack/process-identity.js';
import { setTimeout as sleep } from 'node:timers/promises';

/** A server that can be killed and started again on the same port and data. */
export interface Engine {
  readonly port: number;
  /** Ends its process by a signal and waits until it is gone. */
  kill(signal: NodeJS.Signals): Promise<void>;
  /** Starts it again, also after it ended by itself; does nothing when it runs. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

interface Running {
  readonly pid: number | undefined;
  stop(): Promise<void>;
}

const POLL_MS = 20;
/** How long a supervisor tries to start a server that can't, as on a disk that another fault keeps full. */
const STARTED_WITHIN_MS = 10_000;
const START_AGAIN_AFTER_MS = 500;

/**
 * An engine of a first start and of how to start it again. What two faults want of it at a time happens one after the
 * other: started twice, the second process would find its port taken.
 */
export function engineOf<R extends Running>(port: number, first: R, start: () => Promise<R>): Engine {
  let running: R | null = first;
  let last: Promise<void> = Promise.resolve();
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const turn = last.then(work);
    last = turn.catch(() => undefined);
    return turn;
  };
  return {
    port,
    kill: (signal) =>
      inTurn(async () => {
        const pid = running?.pid;
        const identity = pid === undefined ? undefined : identify(pid);
        if (running === null || identity === undefined) return;
        process.kill(identity.pid, signal);
        while (isRunning(identity)) await sleep(POLL_MS);
        await running.stop();
        running = null;
      }),
    restart: () =>
      inTurn(async () => {
        const pid = running?.pid;
        if (running !== null && (pid === undefined || identify(pid) === undefined)) {
          await running.stop();
          running = null;
        }
        running ??= await started(start);
      }),
    stop: () =>
      inTurn(async () => {
        await running?.stop();
        running = null;
      }),
  };
}

async function started<R>(start: () => Promise<R>): Promise<R> {
  for (const until = Date.now() + STARTED_WITHIN_MS; ;) {
    try {
      return await start();
    } catch (error) {
      if (Date.now() > until) throw error;
      await sleep(START_AGAIN_AFTER_MS);
    }
  }
}
