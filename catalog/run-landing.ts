import type { ArtifactRef } from '../contracts/artifact.js';
import type { ColumnBatch } from '../contracts/column-batch.js';
import type {
  ExtractionResult,
  LedgerLine,
  SourceCost,
  SourceFacts,
  StepReport,
  Tally,
} from '../contracts/extraction.js';
import type { Kind } from '../contracts/kinds/index.js';
import type { ObjectFilter } from '../contracts/object-filter.js';
import type { RunState } from '../contracts/run-state.js';
import type { LandedArtifact } from './landed.js';

/** Who lands: a step's attempt. A later attempt fences off an earlier one. */
export interface LandingStep {
  readonly runId: string;
  readonly partitionId: string;
  /** Rises with every attempt of the step, a run's resumption included: the time it was scheduled at, for one. */
  readonly epoch: number;
  /** From 1; rises when the source changed while the partition was read, and it was read again. */
  readonly reading: number;
}

/** Who reports: a step's attempt, at one stage of a partition. */
export interface ReportingStep extends LandingStep {
  readonly stage: string;
}

/** One artifact's rows for landing. */
export interface LandingKind {
  readonly kind: Kind;
  /** Digest of the content: one that the published run landed in the same partition has nothing new. */
  readonly digest: string;
  /** Where the rows are as the source gave them; kept with what landed. */
  readonly raw?: ArtifactRef;
  /**
   * The batches from the beginning, in the shape of `catalogSchema(kind)` or with just the named columns of it, in its
   * order. Called twice when some of the rows are new to the catalog: first for the keys, then for those rows.
   */
  readonly batches: (columns?: readonly string[]) => AsyncIterable<ColumnBatch>;
}

/** All of a run, for publishing; counts and gaps come from the steps' reports. */
export interface PublishInput {
  readonly runId: string;
  /** Rows extracted per kind, by the artifacts' own count; what landed must equal it. */
  readonly extracted: Partial<Record<Kind, number>>;
  /** All partitions of the run, each with the reading that counts; each must have landed. */
  readonly partitions: readonly { readonly partitionId: string; readonly reading: number }[];
  /** Percent of the source's current objects that the run may remove; any number of them unless given. */
  readonly maxRemovedPercent?: number;
}

export interface PublishedRun {
  readonly outcome: ExtractionResult['outcome'];
  /** A line per kind. */
  readonly ledger: readonly LedgerLine[];
  readonly changes: ExtractionResult['changes'];
  readonly artifacts: ExtractionResult['artifacts'];
  readonly gaps: number;
  /** Objects that moved while the run read; those that no reading found settled are among the gaps. */
  readonly moved: number;
  readonly cost: SourceCost;
  /** Runs of the source that were on their way: they can't be published any more, and may be told so. */
  readonly outrun: readonly string[];
}

/** The published run that another one is compared with. */
export interface RunBefore {
  readonly runId: string;
  readonly state: RunState;
  readonly filter: ObjectFilter;
  /** Kinds of which something was denied. */
  readonly deniedKinds: readonly Kind[];
  /** Whether all else was read: nothing in part, nothing failed or moved, and every sum adds up. */
  readonly isWhole: boolean;
}

export interface PartitionBefore {
  readonly landed: readonly LandedArtifact[];
  /** What filters left out of the reading that landed. */
  readonly filtered: readonly Tally[];
}

/** Landing and publishing of runs: all of a run becomes visible at once, or nothing of it does. */
export interface RunLanding {
  /**
   * Records that a run began. Again for a run that is running it changes nothing; one that failed or was cancelled
   * runs again: nothing of it is landed then, but what its steps said is kept. Throws `fenced` when it is published, or a
   * later run of the source is.
   */
  beginRun(runId: string, connection: string): Promise<void>;
  /** Keeps how a run found its source, in place of what an earlier attempt said, or a later state of the same run. */
  recordState(runId: string, epoch: number, state: RunState): Promise<void>;
  /** How a run found its source; null before it has been recorded. */
  runState(runId: string): Promise<RunState | null>;
  /**
   * What there is to know of the run that a run is compared with; null when no run of the source was published before, or
   * it left no state or no filter.
   */
  runBefore(runId: string): Promise<RunBefore | null>;
  /** What the run that a run is compared with landed in a partition of that name; null when there is none. */
  partitionBefore(runId: string, partitionId: string): Promise<PartitionBefore | null>;
  /** Keeps what the source said of itself. */
  recordFacts(runId: string, facts: SourceFacts): Promise<void>;
  /** Keeps the filter in force, by which a later run or comparison knows what the run could not see. */
  recordFilter(runId: string, filter: ObjectFilter): Promise<void>;
  /**
   * Lands one reading of a partition; returns rows per kind. One that has landed already is left as it is; another
   * reading of the partition is replaced, and what a later one finds different is recorded as moved. Throws `fenced` when
   * a later attempt took over, the run does not run, or another run of the source was published since it began;
   * `RepeatedObjects` when another partition has landed an object of it in this run; `cancelled` when the signal stopped it;
   * then nothing remains.
   */
  land(
    step: LandingStep,
    kinds: readonly LandingKind[],
    signal: AbortSignal,
  ): Promise<Partial<Record<Kind, number>>>;
  /**
   * Keeps what a step says of its work, in place of what it said before of the same reading. Throws `fenced` when a later
   * attempt reported or the run does not run.
   */
  report(step: ReportingStep, report: StepReport): Promise<void>;
  /**
   * Kinds of a run of which what landed and what is reported do not add up to either count of the source, or not to a
   * later one that differs from the first; statistics, which come at any time, aside.
   */
  unsettledKinds(runId: string): Promise<Kind[]>;
  /** Partitions of a run that have objects in common, by their ids in order; what landing refuses is not among them. */
  repeatedIn(runId: string): Promise<string[][]>;
  /**
   * Reconciles and publishes in one transaction; the same answer when it was published already. Throws `incomplete`
   * when what landed is not what was extracted, `fenced` when the run has ended or another run of the source was
   * published since it began, `held` when it would remove more than it may: then it stays as it landed and can be
   * published later. Older runs of the source that still run end as failed: they could not be published any more.
   */
  publish(input: PublishInput): Promise<PublishedRun>;
  /** Ends a run that will not be published, and deletes what it landed; does nothing to a published or unknown one. */
  abandonRun(runId: string, outcome: 'failed' | 'cancelled', message: string): Promise<void>;
}
