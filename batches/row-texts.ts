import type { Value } from '../contracts/kinds/kind.js';

/** A column of a batch, and the text that stands for a value of it. */
export interface TextColumn {
  readonly values: readonly Value[];
  readonly text: (value: Value) => string;
}

/**
 * One text per row of a batch, its values' texts one after the other. Most columns of catalog rows are the same in all
 * rows of a batch and others in many rows in turn (names of schema and table): the former are joined once for the batch,
 * the latter once per change.
 */
export class RowTexts {
  readonly #start: string;
  readonly #varying: readonly (readonly string[])[];

  constructor(rows: number, columns: readonly TextColumn[]) {
    const varying: string[][] = [];
    // From the right: what all rows share belongs to the texts of the varying column before it.
    let shared = '';
    for (const { values, text } of columns.toReversed()) {
      const [first = null] = values;
      if (values.every((value) => value === first)) {
        shared = text(first) + shared;
      } else {
        varying.push(textsOf(rows, values, text, shared));
        shared = '';
      }
    }
    this.#start = shared;
    this.#varying = varying.toReversed();
  }

  /** Whether a row has the text of the row before it. */
  isSame(row: number): boolean {
    return this.#varying.every((texts) => texts[row] === texts[row - 1]);
  }

  at(row: number): string {
    let text = this.#start;
    for (const texts of this.#varying) text += texts[row] ?? '';
    return text;
  }
}

function textsOf(rows: number, values: readonly Value[], text: TextColumn['text'], after: string): string[] {
  const texts = new Array<string>(rows);
  let previous: Value | undefined;
  let current = '';
  for (let row = 0; row < rows; row++) {
    const value = values[row] ?? null;
    if (value !== previous) {
      current = text(value) + after;
      previous = value;
    }
    texts[row] = current;
  }
  return texts;
}
