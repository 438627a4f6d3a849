import type { FailureCategory } from '../../contracts/failure.js';
import type { Kind } from '../../contracts/kinds/index.js';
import type { FaultedWorker } from './faulted-worker.js';
import type { Field } from './field.js';
import type { Order, Point, Spot } from './points.js';

export const PARTS = ['worker', 'temporal', 'source', 'store', 'catalog', 'people'] as const;

/** The part of the system that a fault is one of. */
export type Part = (typeof PARTS)[number];

/**
 * How a run that it strikes ends: `same` as if nothing had happened, failed for one of these reasons, cancelled if that
 * comes in time, terminated, or refused because it has been published by then.
 */
export type Ending =
  | 'same'
  | 'cancelled'
  | 'cancelled or same'
  | 'terminated'
  | 'same or published'
  | { readonly failed: readonly FailureCategory[] };

/** A worker came to the spot, and there was nothing to strike, or no more: the fault did not fire. */
export class NothingToStrike extends Error {}

/** Something that goes wrong. */
export interface Fault {
  /** What happens, a short phrase. */
  readonly name: string;
  readonly part: Part;
  readonly ending: Ending;
  /** Whether it can strike at a spot; everywhere unless given. */
  readonly strikesAt?: (spot: Spot) => boolean;
  /** The artifact store that it needs. */
  readonly store?: 'local' | 's3';
  /**
   * Whether a worker's step has to be begun again elsewhere, which the heartbeat timeout delays; `often`: several times, so
   * that no single recovery can be told; `frozen`: Temporal goes on handing tasks to the process, so that it may take several
   * timeouts.
   */
  readonly losesWorker?: boolean | 'often' | 'frozen';
  /** How often it makes a step begin again at most; not known unless given. */
  readonly beginsAgain?: 0 | 1;
  /** Kinds that say something else afterwards, whatever the run does. */
  readonly alters?: readonly Kind[];
  /** Whether it takes so long that only releases are tried with it. */
  readonly isSlow?: boolean;
  /** Makes it happen; the worker waits at the point until it has, and goes on as told. */
  strike(field: Field, point: Point, worker: FaultedWorker): Promise<Order>;
}
