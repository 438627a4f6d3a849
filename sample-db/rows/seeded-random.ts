/**
 * A small pseudo-random generator (mulberry32, public domain), so that the sample database is the same everywhere.
 * Every table has its own, seeded with the table's name: changing one table leaves the others as they are.
 */
export class SeededRandom {
  #state: number;

  constructor(seed: string) {
    this.#state = fnv1a(seed);
  }

  /** From 0 (inclusive) to 1 (exclusive), in steps of 2^-32. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000;
  }

  /** A whole number from `low` to `high`, both inclusive. */
  integer(low: number, high: number): number {
    return low + Math.floor(this.next() * (high - low + 1));
  }

  /** Like `integer`, but low numbers are more frequent: a quarter of the range gets half of the draws. */
  skewedInteger(low: number, high: number): number {
    return low + Math.floor(this.next() ** 2 * (high - low + 1));
  }

  /** True with the given probability, 0 to 1. */
  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** One of a list that is not empty. */
  pick<T>(choices: readonly T[]): T {
    return choices[this.integer(0, choices.length - 1)] as T;
  }

  /** A random (version 4) UUID. */
  uuid(): string {
    const hex = Array.from({ length: 32 }, () => this.integer(0, 15).toString(16));
    hex[12] = '4';
    hex[16] = '89ab'.charAt(this.integer(0, 3));
    return hex.join('').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  }
}

/** The 32-bit FNV-1a hash of a text. */
function fnv1a(text: string): number {
  let hash = 0x811c9dc5;
  for (const character of text) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return hash;
}
