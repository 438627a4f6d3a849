import { manyPartitions } from './partitions.js';
import { broadTables, manySchemas, wideTable, widestTables } from './tables.js';
import type { Shape } from './shape.js';

/** A shape that is measured beside ordinary tables, at the size that it has unless another is asked for. */
interface UnusualShape {
  readonly size: number;
  readonly largest: number;
  readonly what: string;
  readonly make: (size: number) => Shape;
}

/** Every shape beside ordinary tables, by the name that `--shapes` takes. */
export const UNUSUAL_SHAPES = {
  partitions: { size: 10_000, largest: 50_000, what: 'partitions of one table', make: manyPartitions },
  schemas: { size: 1_000, largest: 9_999, what: 'schemas of 10 tables', make: manySchemas },
  broad: { size: 2_000, largest: 10_000, what: 'tables of 100 columns', make: broadTables },
  wide: { size: 1_600, largest: 1_600, what: 'columns in one table', make: wideTable },
  widest: { size: 50, largest: 1_250, what: 'tables of 1,600 columns', make: widestTables },
} as const satisfies Record<string, UnusualShape>;

export type UnusualShapeName = keyof typeof UNUSUAL_SHAPES;
