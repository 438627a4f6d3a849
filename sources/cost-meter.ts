import type { SourceCost } from '../contracts/extraction.js';

/** Adds up what a step's reads cost the source. */
export class CostMeter {
  #sessions = 0;
  #queries = 0;
  #rows = 0;
  #sizeBytes = 0;
  #durationMs = 0;
  readonly #queued = new Set<object>();
  /** Of each open session, the bytes it has received so far. */
  readonly #open = new Set<() => number>();

  /** A statement was sent. */
  query(): void {
    this.#queries += 1;
  }

  rows(count: number): void {
    this.#rows += count;
  }

  /**
   * A read waits for a session: for as long as others hold them all, which says nothing of this one. The function returned is
   * called when it has it, or wants it no more.
   */
  queues(): () => void {
    const place = {};
    this.#queued.add(place);
    return () => this.#queued.delete(place);
  }

  /** A session was opened, which says how many bytes it has received; the function returned is called when it ended. */
  opened(received: () => number): () => void {
    this.#open.add(received);
    return () => this.#open.delete(received);
  }

  /** Reads that wait for a session now. */
  get queuedSessions(): number {
    return this.#queued.size;
  }

  /** Sessions that are open now. */
  get openSessions(): number {
    return this.#open.size;
  }

  /** A number that is another one whenever a read has got further: a statement was sent, bytes came in. */
  get moved(): number {
    const receiving = [...this.#open].reduce((sum, received) => sum + received(), 0);
    return this.#queries + this.#rows + this.#sizeBytes + receiving;
  }

  /** A session ended its transaction: bytes it received, milliseconds it lasted, sessions open at that time. */
  session(sizeBytes: number, durationMs: number, openSessions: number): void {
    this.#sizeBytes += sizeBytes;
    this.#durationMs += durationMs;
    this.#sessions = Math.max(this.#sessions, openSessions);
  }

  total(): SourceCost {
    return {
      sessions: this.#sessions,
      queries: this.#queries,
      rows: this.#rows,
      sizeBytes: this.#sizeBytes,
      durationMs: Math.round(this.#durationMs),
    };
  }
}
