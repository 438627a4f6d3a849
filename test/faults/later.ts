import { setTimeout as sleep } from 'node:timers/promises';

/** What is to happen later, and has happened once `done` returns. */
export class Later {
  readonly #all: Promise<void>[] = [];

  add(delayMs: number, act: () => Promise<void>): void {
    this.#all.push(sleep(delayMs).then(act));
  }

  /** Waits for all of it; throws what any of it threw. */
  async done(): Promise<void> {
    await Promise.all(this.#all);
  }
}
