import { setTimeout as delay } from 'node:timers/promises';

/** Lets one work after another be done, in the order in which they came. */
export class Turns {
  #last: Promise<unknown> = Promise.resolve();
  #pausedUntilMs = 0;

  /** Does it when all that came before is done or has failed. Throws the signal's reason when that aborts before. */
  async take<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T> {
    const before = this.#last;
    let end: () => void = () => undefined;
    const ended = new Promise<void>((resolve) => (end = resolve));
    // Whoever comes later waits for those before this one too, when this one is given up.
    this.#last = Promise.all([before, ended]);
    try {
      await unlessAborted(before, signal);
      // A timer counts whole milliseconds, of a clock that may be behind, and so may end too soon.
      for (let pauseMs; (pauseMs = this.#pausedUntilMs - performance.now()) > 0;)
        await delay(Math.ceil(pauseMs), undefined, { signal });
      return await work();
    } finally {
      end();
    }
  }

  /** Begins nothing for so long. */
  pause(milliseconds: number): void {
    this.#pausedUntilMs = performance.now() + milliseconds;
  }
}

/** What a promise gives, unless the signal aborts first: throws its reason then. */
export function unlessAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      reject(signal.reason as Error);
    };
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
    promise.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', onAbort);
    });
  });
}
