import type { SourceCost } from '../contracts/extraction.js';

/** Adds up what a step's reads cost the source. */
export class CostMeter {
  #sessions = 0;
  #queries = 0;
  #rows = 0;
  #sizeBytes = 0;
  #durationMs = 0;

  /** A statement was sent. */
  query(): void {
    this.#queries += 1;
  }

  rows(count: number): void {
    this.#rows += count;
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
