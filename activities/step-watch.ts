import type { StepHeartbeat } from '../contracts/extraction.js';
import { SourceSenseError } from '../contracts/failure.js';
import { CostMeter } from '../sources/cost-meter.js';

/** Work of a step on one of its parts: the source, the artifact store, the catalog. */
interface Operation {
  readonly name: string;
  /** How long it may rightly be silent. */
  readonly silenceMs: number;
}

/**
 * Knows whether a step moves. It does when an operation on one of its parts begins or ends, when rows are done, and when
 * its reads of the source send a statement or receive bytes. How long nothing may move is for the operation that began
 * last to say: one that began earlier waits for it (a file that is written, for the rows that are read), or is beside it.
 */
export class StepWatch {
  readonly #step: string;
  readonly #silenceMs: number;
  readonly #inFlight = new Set<Operation>();
  readonly #meters: CostMeter[] = [];
  #rows = 0;
  #last = 'its beginning';
  #movedAt = new Date();
  #quietMs = 0;
  #metersSaid = 0;

  /** `silenceMs` is for a step that is at none of its parts. */
  constructor(step: string, silenceMs: number) {
    this.#step = step;
    this.#silenceMs = silenceMs;
  }

  /** Does work on a part of the step, under a name that says which and on what. */
  async during<T>(name: string, silenceMs: number, work: () => Promise<T>): Promise<T> {
    const operation = { name, silenceMs };
    this.#inFlight.add(operation);
    this.#last = name;
    this.#move();
    try {
      return await work();
    } finally {
      this.#inFlight.delete(operation);
      this.#move();
    }
  }

  /** A meter for reads of the source: what it counts is progress. */
  meter(): CostMeter {
    const meter = new CostMeter();
    this.#meters.push(meter);
    return meter;
  }

  /** Rows have been done. */
  progress(rows: number): void {
    this.#rows += rows;
    this.#move();
  }

  /**
   * So much time has passed. Returns the failure of a step in which nothing has moved for longer than it may; undefined
   * otherwise. Counted in the beats of the step, so that a process that was suspended is not found to have been silent.
   */
  passed(elapsedMs: number): SourceSenseError | undefined {
    const said = this.#meters.reduce((sum, { moved }) => sum + moved, 0);
    if (said !== this.#metersSaid) this.#move();
    else if (!this.#isQueued) this.#quietMs += elapsedMs;
    this.#metersSaid = said;
    const operation = [...this.#inFlight].at(-1);
    if (this.#quietMs <= (operation?.silenceMs ?? this.#silenceMs)) return undefined;
    const doing = operation === undefined ? `after ${this.#last}` : `in ${operation.name}`;
    return new SourceSenseError(
      'stalled',
      `${this.#step} has stalled: nothing has moved since ${this.#movedAt.toISOString()}, ` +
        `for ${Math.round(this.#quietMs / 1000)} s, ${doing}.`,
      { remedy: 'The step is tried again.' },
    );
  }

  /** What the heartbeat says. */
  heartbeat(): StepHeartbeat {
    return {
      rows: this.#rows,
      doing: this.#isQueued ? `waiting for a session, ${this.#last}` : this.#last,
      movedAt: this.#movedAt.toISOString(),
    };
  }

  /** A step that waits for a session, and holds none, waits for other steps: for as long as they take. */
  get #isQueued(): boolean {
    const isOpen = this.#meters.some(({ openSessions }) => openSessions > 0);
    return !isOpen && this.#meters.some(({ queuedSessions }) => queuedSessions > 0);
  }

  #move(): void {
    this.#movedAt = new Date();
    this.#quietMs = 0;
  }
}
