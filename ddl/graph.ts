import { PHASES, type SchemaObject } from './object.js';

/** A step of the script among those it waits for. */
export interface GraphNode {
  readonly id: string;
  /** Position of its phase. */
  readonly rank: number;
  readonly oid: bigint;
  readonly statements: readonly string[];
  readonly needs: Set<GraphNode>;
  readonly neededBy: Set<GraphNode>;
  readonly placeholder?: SchemaObject['placeholder'];
}

const RANKS = new Map(PHASES.map((phase, rank) => [phase, rank]));

/** The objects as a graph without cycles: where there was one, something stands in for one of its members. */
export function dependencyGraph(objects: readonly SchemaObject[]): GraphNode[] {
  const nodes = objects.map(({ id, phase, oid, statements, placeholder }): GraphNode => ({
    ...{ id, rank: RANKS.get(phase) ?? PHASES.length, oid, statements },
    ...{ needs: new Set(), neededBy: new Set(), ...(placeholder && { placeholder }) },
  }));
  const byId = new Map<string, GraphNode>();
  objects.forEach(({ id, aliases = [] }, index) => {
    const node = nodes[index];
    if (node !== undefined) for (const known of [id, ...aliases]) byId.set(known, node);
  });
  objects.forEach(({ needs }, index) => {
    const node = nodes[index];
    if (node !== undefined) connect(node, needs, byId);
  });
  return breakCycles(nodes, byId);
}

/** What is its own part needs no step; what needs itself before it is there, as a view may, needs its placeholder. */
function connect(node: GraphNode, needs: readonly string[], byId: ReadonlyMap<string, GraphNode>): void {
  for (const id of needs) {
    const needed = byId.get(id);
    const isOwnPart = needed === node && node.placeholder === undefined;
    if (needed !== undefined && !isOwnPart) link(node, needed);
  }
}

function link(node: GraphNode, needed: GraphNode): void {
  node.needs.add(needed);
  needed.neededBy.add(node);
}

function disconnect(node: GraphNode, needed: GraphNode): void {
  node.needs.delete(needed);
  needed.neededBy.delete(node);
}

/**
 * In a cycle, a member with a placeholder is needed as that only by the member before it; the others wait for the real
 * thing. Without one, the first by phase and age is made although something is missing, as PostgreSQL may still accept it:
 * bodies of functions are not checked.
 */
function breakCycles(nodes: readonly GraphNode[], byId: ReadonlyMap<string, GraphNode>): GraphNode[] {
  const placeholders = new Map<GraphNode, GraphNode>();
  let left = inCycles(new Set(nodes));
  while (left.size > 0) {
    const cycle = findCycle(left);
    const [first] = [...cycle].sort(compareNodes);
    const [chosen] = cycle.filter(({ placeholder }) => placeholder !== undefined).sort(compareNodes);
    if (chosen !== undefined) {
      const substitute = placeholders.get(chosen) ?? placeholderOf(chosen, byId);
      placeholders.set(chosen, substitute);
      left.add(substitute);
      const before = cycle[(cycle.indexOf(chosen) + cycle.length - 1) % cycle.length];
      if (before !== undefined) {
        disconnect(before, chosen);
        link(before, substitute);
      }
    } else if (first !== undefined) {
      const needed = cycle[(cycle.indexOf(first) + 1) % cycle.length];
      if (needed !== undefined) disconnect(first, needed);
    }
    left = inCycles(left);
  }
  return [...nodes, ...placeholders.values()];
}

/** What is left when whatever waits for nothing is taken away, again and again: cycles, and what waits for them. */
function inCycles(nodes: ReadonlySet<GraphNode>): Set<GraphNode> {
  const left = new Set(nodes);
  const openNeeds = ({ needs }: GraphNode) => [...needs].filter((needed) => left.has(needed)).length;
  const missing = new Map([...nodes].map((node) => [node, openNeeds(node)]));
  const settled = [...nodes].filter((node) => missing.get(node) === 0);
  for (let node = settled.pop(); node !== undefined; node = settled.pop()) {
    left.delete(node);
    for (const dependent of node.neededBy) {
      const count = missing.get(dependent);
      if (count === undefined) continue;
      missing.set(dependent, count - 1);
      if (count === 1) settled.push(dependent);
    }
  }
  return left;
}

function placeholderOf(node: GraphNode, byId: ReadonlyMap<string, GraphNode>): GraphNode {
  const { statements = [], needs = [] } = node.placeholder ?? {};
  const substitute: GraphNode = {
    ...{ id: `${node.id} placeholder`, rank: node.rank, oid: node.oid, statements },
    ...{ needs: new Set(), neededBy: new Set() },
  };
  connect(substitute, needs, byId);
  link(node, substitute);
  return substitute;
}

/** Follows needs from any node that is left until one comes again; each waits for another that is left. */
function findCycle(left: ReadonlySet<GraphNode>): GraphNode[] {
  const path: GraphNode[] = [];
  const positions = new Map<GraphNode, number>();
  let [node] = left;
  while (node !== undefined) {
    const position = positions.get(node);
    if (position !== undefined) return path.slice(position);
    positions.set(node, path.length);
    path.push(node);
    node = [...node.needs].find((needed) => left.has(needed));
  }
  return path;
}

/** By phase, then by age. */
export function compareNodes(a: GraphNode, b: GraphNode): number {
  if (a.rank !== b.rank) return a.rank - b.rank;
  if (a.oid !== b.oid) return a.oid < b.oid ? -1 : 1;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}
