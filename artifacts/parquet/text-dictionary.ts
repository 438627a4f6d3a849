import { hashOf, isNullAt, isSameValue } from '../../batches/copy-values.js';
import type { CopyLines } from '../../contracts/column-batch.js';

/** The values of a column as numbers: equal ones have the same, in the order of their first appearance. */
export interface ColumnCodes {
  /** A number per value that is not null. */
  readonly codes: Int32Array;
  /** By number: the place in `CopyLines.ends` where the value first appeared. */
  readonly places: readonly number[];
}

/** Numbers the values of columns by their bytes, with a table that is made once. */
export class TextDictionary {
  #slots = new Int32Array(0);
  #codes = new Int32Array(0);

  /** The numbers are good until the next column is asked for. */
  codesOf(lines: CopyLines, column: number): ColumnCodes {
    const { ends, width } = lines;
    this.#prepare(ends.length / width);
    const places: number[] = [];
    let values = 0;
    let previous = -1;
    for (let index = column; index < ends.length; index += width) {
      if (isNullAt(lines, index)) continue;
      const isRepeated = previous >= 0 && isSameValue(lines, index, previous);
      const code = isRepeated ? (this.#codes[values - 1] ?? 0) : this.#codeOf(lines, index, places);
      this.#codes[values++] = code;
      previous = index;
    }
    return { codes: this.#codes.subarray(0, values), places };
  }

  #prepare(rows: number): void {
    if (this.#codes.length < rows) {
      this.#codes = new Int32Array(rows);
      this.#slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * rows)));
    } else {
      this.#slots.fill(0);
    }
  }

  #codeOf(lines: CopyLines, index: number, places: number[]): number {
    const mask = this.#slots.length - 1;
    const hash = hashOf(lines, index);
    for (let slot = (hash ^ (hash >>> 15)) & mask; ; slot = (slot + 1) & mask) {
      // One more than the number: 0 is an empty slot.
      const code = (this.#slots[slot] ?? 0) - 1;
      if (code < 0) {
        this.#slots[slot] = places.push(index);
        return places.length - 1;
      }
      if (isSameValue(lines, index, places[code] ?? 0)) return code;
    }
  }
}
