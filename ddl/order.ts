import { compareNodes, dependencyGraph, type GraphNode } from './graph.js';
import type { SchemaObject } from './object.js';

/**
 * The statements of all objects in an order in which each finds what it needs; by phase and age where that leaves a
 * choice.
 */
export function* inOrder(objects: readonly SchemaObject[]): Generator<readonly string[]> {
  const nodes = dependencyGraph(objects);
  const missing = new Map(nodes.map((node) => [node, node.needs.size]));
  const ready = new ReadyQueue();
  for (const node of nodes) if (node.needs.size === 0) ready.push(node);
  for (let node = ready.pop(); node !== undefined; node = ready.pop()) {
    yield node.statements;
    for (const dependent of node.neededBy) {
      const count = (missing.get(dependent) ?? 0) - 1;
      missing.set(dependent, count);
      if (count === 0) ready.push(dependent);
    }
  }
}

/** A binary heap: the first by phase and age comes out first. */
class ReadyQueue {
  readonly #heap: GraphNode[] = [];

  push(node: GraphNode): void {
    let index = this.#heap.push(node) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!this.#swapIfBefore(index, parent)) return;
      index = parent;
    }
  }

  pop(): GraphNode | undefined {
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
    return a !== undefined && (b === undefined || compareNodes(a, b) < 0);
  }

  #swapIfBefore(index: number, other: number): boolean {
    const [a, b] = [this.#heap[index], this.#heap[other]];
    if (a === undefined || b === undefined || compareNodes(a, b) >= 0) return false;
    this.#heap[index] = b;
    this.#heap[other] = a;
    return true;
  }
}
