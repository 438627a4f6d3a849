import type { Value } from '../../contracts/kinds/kind.js';

/** Values that a column is judged by. */
const SAMPLE = 100;

/**
 * Whether a dictionary may pay for itself, by a sample of the rows. Only texts get one: the writer's would merge -0 with 0,
 * and integers compress as well without.
 */
export function sampleRepeats(rows: number, valueOf: (row: number) => Value): boolean {
  const step = Math.max(1, Math.floor(rows / SAMPLE));
  const seen = new Set<Value>();
  let sampled = 0;
  for (let row = 0; row < rows; row += step, sampled++) seen.add(valueOf(row));
  return seen.size <= sampled / 2;
}
