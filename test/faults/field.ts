import type { WorkflowHandle } from '@temporalio/client';
import type { Random } from '../support/random-ddl.js';
import { FaultedWorker } from './faulted-worker.js';
import type { Lane } from './lane.js';
import { GO_ON, type Order, type Point } from './points.js';

/** What a fault strikes: a lane with a run on it. */
export interface Field {
  readonly lane: Lane;
  /** The catalog's database in this scenario. */
  readonly catalogDatabase: string;
  readonly workers: Workers;
  readonly random: Random;
  readonly run: WorkflowHandle;
  /** Does something so much later, and before the scenario ends in any case. */
  readonly later: (delayMs: number, act: () => Promise<void>) => void;
}

/** The workers of a lane: while it is open there is always one, as a supervisor would see to. */
export class Workers {
  readonly #environment: Readonly<Record<string, string>>;
  readonly #directory: string;
  #all: FaultedWorker[] = [];
  #isOpen = true;
  #starting: Promise<void> = Promise.resolve();
  /** Is told of points; nobody at first. */
  onPoint: (point: Point, worker: FaultedWorker) => Promise<Order> = () => Promise.resolve(GO_ON);

  constructor(environment: Readonly<Record<string, string>>, directory: string) {
    this.#environment = environment;
    this.#directory = directory;
  }

  /** Starts a further one; waits for as long as what it needs is away. */
  async start(): Promise<void> {
    for (;;) {
      if (!this.#isOpen) return;
      try {
        const worker = await FaultedWorker.start(this.#environment, this.#directory, (point, from) =>
          this.onPoint(point, from),
        );
        await this.#adopt(worker);
        return;
      } catch (error) {
        this.#failures.push(error);
      }
    }
  }

  readonly #failures: unknown[] = [];

  /** Keeps it while the lane is open; one that a strike began to start may be ready too late. */
  async #adopt(worker: FaultedWorker): Promise<void> {
    this.#all.push(worker);
    if (!this.#isOpen) return worker.end('SIGKILL');
    void worker.ended.then(() => {
      this.#replace(worker);
    });
  }

  #replace(worker: FaultedWorker): void {
    if (!this.#isOpen || worker.isDoomed) return;
    this.#starting = this.#starting.then(() => this.start());
  }

  /** Kills one by chance, which another one takes the place of. */
  async killOne(random: Random): Promise<void> {
    const alive = this.#all.filter(({ isDoomed }) => !isDoomed);
    await alive[random(Math.max(alive.length, 1))]?.end('SIGKILL');
    void this.start();
  }

  /** Everything that any of them has printed. */
  get output(): string {
    return this.#all.map(({ output }) => output).join('') + this.#failures.map(String).join('\n');
  }

  /** What those have said last that ended by themselves. */
  get lastWords(): string[] {
    return this.#all.filter(({ diedUnasked }) => diedUnasked).map(({ output }) => output.slice(-500));
  }

  async close(): Promise<void> {
    this.#isOpen = false;
    await Promise.all(this.#all.map((worker) => worker.end('SIGKILL')));
    await this.#starting;
    await Promise.all(this.#all.map((worker) => worker.end('SIGKILL')));
  }
}
