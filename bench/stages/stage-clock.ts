/** What a stage used. */
export interface StageCost {
  readonly wallMs: number;
  /** Of this process, its threads with it. */
  readonly cpuMs: number;
}

/**
 * Says of one thread of work how long it was in which stage. Stages nest, as streams do that pull from one another: time
 * is the innermost stage's alone, so that all of them add up. Of two works at once it could not tell whose time it was.
 */
export class StageClock<Stage extends string> {
  readonly #costs = new Map<Stage, StageCost>();
  readonly #read: () => StageCost;
  #stage: Stage | undefined;
  #since: StageCost;

  /** `read` says what was used up to now, since any moment. */
  constructor(read: () => StageCost = usedSoFar) {
    this.#read = read;
    this.#since = read();
  }

  /** Has what runs until `work` is done counted for the stage. */
  async during<T>(stage: Stage, work: () => Promise<T>): Promise<T> {
    const outer = this.#enter(stage);
    try {
      return await work();
    } finally {
      this.#enter(outer);
    }
  }

  /** The same items; what it takes to make each is counted for the stage. */
  async *each<T>(stage: Stage, items: AsyncIterable<T>): AsyncGenerator<T, void, undefined> {
    const iterator = items[Symbol.asyncIterator]();
    const next = () => this.during(stage, () => iterator.next());
    try {
      for (let item = await next(); item.done !== true; item = await next()) yield item.value;
    } finally {
      await this.during(stage, async () => iterator.return?.());
    }
  }

  /** Nothing for a stage that was never entered. */
  costOf(stage: Stage): StageCost {
    return this.#costs.get(stage) ?? { wallMs: 0, cpuMs: 0 };
  }

  /** Returns the stage that was left. */
  #enter(stage: Stage | undefined): Stage | undefined {
    const left = this.#stage;
    const until = this.#read();
    if (left !== undefined) {
      const { wallMs, cpuMs } = this.costOf(left);
      this.#costs.set(left, {
        wallMs: wallMs + until.wallMs - this.#since.wallMs,
        cpuMs: cpuMs + until.cpuMs - this.#since.cpuMs,
      });
    }
    this.#stage = stage;
    this.#since = until;
    return left;
  }
}

function usedSoFar(): StageCost {
  const { user, system } = process.cpuUsage();
  return { wallMs: performance.now(), cpuMs: (user + system) / 1000 };
}
