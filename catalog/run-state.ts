import type { LandedArtifact } from './landed.js';
import type { RunRecord } from './provider.js';

/** A run's row, nobody else's to change until the transaction ends. */
export interface LockedRun {
  readonly runNumber: bigint;
  readonly sourceId: bigint;
  readonly connection: string;
  readonly status: RunRecord['status'];
  /** Published run of the source when this one began. */
  readonly baseRun: bigint | null;
  /** Published run of the source now. */
  readonly publishedRun: bigint | null;
}

/** A step that may land. */
export interface TakenStep {
  readonly runNumber: bigint;
  readonly sourceId: bigint;
  /** The published run this one is compared with, null when there was none. */
  readonly baseRun: bigint | null;
  /** The reading that has landed and what of it, null if none has. */
  readonly reading: number | null;
  readonly landed: readonly LandedArtifact[] | null;
  /** What the published run landed in a partition of that name. */
  readonly published: readonly LandedArtifact[] | null;
}
