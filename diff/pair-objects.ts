import type { Pair, Row } from './row.js';

/** Objects of one kind, in batches. */
export type Batches = AsyncIterable<readonly Row[]>;

/** One of the two runs, as it is read. */
interface Reading {
  readonly batches: AsyncIterator<readonly Row[]>;
  readonly keyOf: (row: Row) => string;
  /** Objects that the other run has not shown yet. */
  readonly waiting: Map<string, Row>;
  done: boolean;
}

/**
 * Pairs the objects of two runs by their keys. Both come in the same order, so that an object waits for its counterpart for
 * about a batch: memory holds what only one of them has, whatever the number of objects. An order that differs costs memory
 * and changes nothing.
 */
export async function* pairObjects(
  before: Batches,
  after: Batches,
  keysOf: { readonly before: (row: Row) => string; readonly after: (row: Row) => string },
): AsyncGenerator<Pair> {
  const left = reading(before, keysOf.before);
  const right = reading(after, keysOf.after);
  try {
    while (!left.done || !right.done) {
      for (const [row, counterpart] of await advance(left, right)) yield { before: row, after: counterpart };
      for (const [row, counterpart] of await advance(right, left)) yield { before: counterpart, after: row };
    }
  } finally {
    await left.batches.return?.();
    await right.batches.return?.();
  }
  for (const row of left.waiting.values()) yield { before: row, after: null };
  for (const row of right.waiting.values()) yield { before: null, after: row };
}

function reading(batches: Batches, keyOf: Reading['keyOf']): Reading {
  return { batches: batches[Symbol.asyncIterator](), keyOf, waiting: new Map(), done: false };
}

/** Reads one batch; its objects meet those of the other run that wait for them, or wait themselves. */
async function advance(from: Reading, other: Reading): Promise<[Row, Row][]> {
  if (from.done) return [];
  const next = await from.batches.next();
  if (next.done === true) {
    from.done = true;
    return [];
  }
  const met: [Row, Row][] = [];
  for (const row of next.value) {
    const key = from.keyOf(row);
    const counterpart = other.waiting.get(key);
    if (counterpart === undefined) {
      from.waiting.set(key, row);
    } else {
      other.waiting.delete(key);
      met.push([row, counterpart]);
    }
  }
  return met;
}
