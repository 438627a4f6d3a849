import { PHASES, type SchemaObject } from './object.js';

/** An object that waits for others. */
interface Waiting {
  readonly object: SchemaObject;
  readonly rank: number;
  /** Objects it waits for. */
  readonly needs: Set<Waiting>;
  readonly neededBy: Set<Waiting>;
}

const RANKS = new Map(PHASES.map((phase, rank) => [phase, rank]));

/**
 * The statements of all objects in an order in which each finds what it needs; by phase and age where that leaves a
 * choice. A cycle is broken by a placeholder for one of its members, whose real statements follow later.
 */
export function* inOrder(objects: readonly SchemaObject[]): Generator<readonly string[]> {
  const waiting = waitingObjects(objects);
  const ready = new ReadyQueue();
  for (const entry of waiting) if (entry.needs.size === 0) ready.push(entry);
  const left = new Set(waiting);
  while (left.size > 0) {
    const next = ready.pop();
    if (next === undefined) {
      yield breakCycle(left, ready);
      continue;
    }
    left.delete(next);
    yield next.object.statements;
    release(next, ready);
  }
}

function waitingObjects(objects: readonly SchemaObject[]): Waiting[] {
  const byId = new Map<string, Waiting>();
  const waiting = objects.map((object): Waiting => {
    const rank = RANKS.get(object.phase) ?? PHASES.length;
    return { object, rank, needs: new Set(), neededBy: new Set() };
  });
  for (const entry of waiting) {
    byId.set(entry.object.id, entry);
    for (const alias of entry.object.aliases ?? []) byId.set(alias, entry);
  }
  for (const entry of waiting) {
    for (const id of entry.object.needs) {
      const needed = byId.get(id);
      if (needed === undefined || needed === entry) continue;
      entry.needs.add(needed);
      needed.neededBy.add(entry);
    }
  }
  return waiting;
}

/** Lets go of everything that waits for an object. */
function release(entry: Waiting, ready: ReadyQueue): void {
  for (const dependent of entry.neededBy) {
    dependent.needs.delete(entry);
    if (dependent.needs.size === 0) ready.push(dependent);
  }
  entry.neededBy.clear();
}

/**
 * Takes one object out of a cycle: one with a placeholder if there is one, else the first by phase and age is made
 * although something is missing, as PostgreSQL may still accept it (bodies of functions are not checked).
 */
function breakCycle(left: Set<Waiting>, ready: ReadyQueue): readonly string[] {
  const cycle = findCycle(left);
  const placeholders = cycle.filter(({ object }) => object.placeholder !== undefined).sort(compare);
  const chosen = placeholders[0] ?? cycle.sort(compare)[0];
  if (chosen === undefined) return [];
  if (chosen.object.placeholder === undefined) {
    for (const needed of chosen.needs) needed.neededBy.delete(chosen);
    chosen.needs.clear();
    ready.push(chosen);
    return [];
  }
  release(chosen, ready);
  return chosen.object.placeholder.statements;
}

/** Follows needs from any object until one comes again; every object that is left waits for another that is left. */
function findCycle(left: ReadonlySet<Waiting>): Waiting[] {
  const path: Waiting[] = [];
  const positions = new Map<Waiting, number>();
  let [entry] = left;
  while (entry !== undefined) {
    const position = positions.get(entry);
    if (position !== undefined) return path.slice(position);
    positions.set(entry, path.length);
    path.push(entry);
    [entry] = entry.needs;
  }
  return path;
}

function compare(a: Waiting, b: Waiting): number {
  if (a.rank !== b.rank) return a.rank - b.rank;
  if (a.object.oid !== b.object.oid) return a.object.oid < b.object.oid ? -1 : 1;
  return a.object.id < b.object.id ? -1 : 1;
}

/** A binary heap: the first by phase and age comes out first. */
class ReadyQueue {
  readonly #heap: Waiting[] = [];

  push(entry: Waiting): void {
    const heap = this.#heap;
    let index = heap.push(entry) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!this.#swapIfBefore(index, parent)) return;
      index = parent;
    }
  }

  pop(): Waiting | undefined {
    const heap = this.#heap;
    const first = heap[0];
    const last = heap.pop();
    if (first === undefined || last === undefined || heap.length === 0) return first;
    heap[0] = last;
    let index = 0;
    for (;;) {
      const [left, right] = [2 * index + 1, 2 * index + 2];
      const child = this.#isBefore(right, left) ? right : left;
      if (!this.#swapIfBefore(child, index)) return first;
      index = child;
    }
  }

  #isBefore(index: number, other: number): boolean {
    const [a, b] = [this.#heap[index], this.#heap[other]];
    return a !== undefined && (b === undefined || compare(a, b) < 0);
  }

  #swapIfBefore(index: number, other: number): boolean {
    const [a, b] = [this.#heap[index], this.#heap[other]];
    if (a === undefined || b === undefined || compare(a, b) >= 0) return false;
    this.#heap[index] = b;
    this.#heap[other] = a;
    return true;
  }
}
