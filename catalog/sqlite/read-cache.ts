/** Entries that are kept: the ones read last. */
const CAPACITY = 1000;
/** Rows of an answer that is kept; longer ones are read again. */
const MAX_ROWS = 100;

type Rows = readonly object[];

/**
 * Answers of the database by question. They hold for one state of it, `version`; those of another state are forgotten
 * before anything is looked up, so that none can be stale.
 */
export class ReadCache {
  readonly #answers = new Map<string, Rows>();
  #version = 0n;

  get(version: bigint, question: string): Rows | undefined {
    if (version !== this.#version) this.clear();
    this.#version = version;
    const rows = this.#answers.get(question);
    if (rows !== undefined) this.#keep(question, rows);
    return rows;
  }

  /** To be called after `get` of the same question, with what was read since. */
  set(question: string, rows: Rows): void {
    if (rows.length > MAX_ROWS) return;
    this.#keep(question, rows);
    const [oldest] = this.#answers.keys();
    if (this.#answers.size > CAPACITY && oldest !== undefined) this.#answers.delete(oldest);
  }

  clear(): void {
    this.#answers.clear();
  }

  /** A map keeps the order in which its keys were set: the last one is the one used last. */
  #keep(question: string, rows: Rows): void {
    this.#answers.delete(question);
    this.#answers.set(question, rows);
  }
}
