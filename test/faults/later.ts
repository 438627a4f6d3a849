import { setTimeout as sleep } from 'node:timers/promises';

/** What is under way or to happen later, and has happened once `done` returns. */
export class Later {
  readonly #all: Promise<unknown>[] = [];
  readonly #underWay = new Set<Promise<unknown>>();

  add(delayMs: number, act: () => Promise<void>): void {
    this.#all.push(sleep(delayMs).then(act));
  }

  /** Returns what it is given. */
  underWay<T>(act: Promise<T>): Promise<T> {
    this.#all.push(act);
    this.#underWay.add(act);
    const isOver = () => this.#underWay.delete(act);
    act.then(isOver, isOver);
    return act;
  }

  /** Waits until nothing is under way any more. */
  async quiet(): Promise<void> {
    await Promise.allSettled(this.#underWay);
  }

  /** Waits for all of it, also for what is added meanwhile; throws what any of it threw. */
  async done(): Promise<void> {
    for (let waitedFor = 0; waitedFor < this.#all.length;) {
      waitedFor = this.#all.length;
      await Promise.all(this.#all);
    }
  }
}
