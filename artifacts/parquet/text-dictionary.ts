import { hashOf, isSameValue } from '../../batches/copy-values.js';
import type { CopyLines } from '../../contracts/column-batch.js';

/** The values of a column as numbers: equal ones have the same, in the order of their first appearance. */
export interface ColumnCodes {
  /** A number per value. */
  readonly codes: Int32Array;
  /** By number: the place in `CopyLines.ends` where the value first appeared. */
  readonly places: Uint32Array;
}

/** Numbers the values of columns by their bytes, with tables that are made once. */
export class TextDictionary {
  #slots = new Int32Array(0);
  #codes = new Int32Array(0);
  #first = new Uint32Array(0);
  #distinct = 0;

  /** Of the values at these places; the numbers are good until the next column's are asked for. */
  codesOf(lines: CopyLines, places: Uint32Array): ColumnCodes {
    this.#prepare(places.length);
    let previous = -1;
    for (let value = 0; value < places.length; value++) {
      const place = places[value] ?? 0;
      const isRepeated = previous >= 0 && isSameValue(lines, place, previous);
      this.#codes[value] = isRepeated ? (this.#codes[value - 1] ?? 0) : this.#codeOf(lines, place);
      previous = place;
    }
    return { codes: this.#codes.subarray(0, places.length), places: this.#first.subarray(0, this.#distinct) };
  }

  #prepare(values: number): void {
    this.#distinct = 0;
    if (this.#codes.length < values) {
      this.#codes = new Int32Array(values);
      this.#first = new Uint32Array(values);
      this.#slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * values)));
    } else {
      this.#slots.fill(0);
    }
  }

  #codeOf(lines: CopyLines, place: number): number {
    const mask = this.#slots.length - 1;
    const hash = hashOf(lines, place);
    for (let slot = (hash ^ (hash >>> 15)) & mask; ; slot = (slot + 1) & mask) {
      // One more than the number: 0 is an empty slot.
      const code = (this.#slots[slot] ?? 0) - 1;
      if (code < 0) {
        this.#first[this.#distinct++] = place;
        this.#slots[slot] = this.#distinct;
        return this.#distinct - 1;
      }
      if (isSameValue(lines, place, this.#first[code] ?? 0)) return code;
    }
  }
}
