import type { PartitionStage, Stage } from '../../contracts/extraction.js';

/**
 * Where in an activity a fault can strike: before its body runs, while it works (a batch of rows has passed), before a
 * transaction of the catalog is committed, once the catalog has committed but the worker has not heard, and when the body
 * has returned but Temporal has not heard.
 */
export const PHASES = ['before', 'during', 'commit', 'committed', 'after'] as const;

export type Phase = (typeof PHASES)[number];

/** The name of an activity. */
export type ActivityName = Stage | PartitionStage | 'recountObjects' | 'abandonRun';

/** A place that a fault can be planned for. */
export interface Spot {
  readonly activity: ActivityName;
  readonly phase: Phase;
}

/** A spot that a worker has come to; it goes on when it is told how. */
export interface Point extends Spot {
  readonly id: number;
  /** Temporal's id of the execution: a run that is reset has another. */
  readonly executionId: string;
  /** Of the activity in its workflow. */
  readonly activityId: string;
  readonly attempt: number;
}

/** How a worker is to go on from a point. */
export type Order =
  | { readonly kind: 'go on' }
  /** The body fails with this, as when a connection breaks: retryable. */
  | { readonly kind: 'fail'; readonly message: string }
  /** The body never goes on, while its heartbeats do. */
  | { readonly kind: 'hang' }
  /** The event loop is blocked for this long. */
  | { readonly kind: 'block'; readonly durationMs: number }
  /** Memory is taken until there is none. */
  | { readonly kind: 'exhaust memory' };

export const GO_ON: Order = { kind: 'go on' };

/** What a worker sends: that it takes work, or that it has come to a point. */
export type FromWorker = { readonly ready: true } | { readonly point: Point };

/** What a worker is sent. */
export interface ToWorker {
  readonly id: number;
  readonly order: Order;
}

export function spotName({ activity, phase }: Spot): string {
  return `${activity}/${phase}`;
}
