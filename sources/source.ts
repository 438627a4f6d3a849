import type { ColumnBatch } from '../contracts/column-batch.js';
import type { Gap, KindTotals, SourceFacts, Tally } from '../contracts/extraction.js';
import type { Partition } from '../contracts/partition.js';
import type { RoleRequest, SourceExamination } from '../contracts/examination.js';
import type { SourceState } from '../contracts/run-state.js';
import type { Kind } from '../contracts/kinds/index.js';
import type { CostMeter } from './cost-meter.js';

/** What identifies the reader to the source, and stops it. */
export interface ReadContext {
  /** Shown by the source as the session's application name. */
  readonly runId: string;
  /** Aborted on cancellation: the statement in flight is cancelled at the server and its session closed. */
  readonly signal: AbortSignal;
  /** Adds up what the reads cost the source. */
  readonly cost: CostMeter;
}

/** A context whose reads share one session, and so see the source at one moment; disposal ends it. */
export interface SharedContext extends ReadContext, AsyncDisposable {}

/** How the relations of a source are cut into partitions, where they are not cut already. */
export interface PartitionOptions {
  /** Relations per partition; fewer where they have more than `COLUMNS_PER_RELATION` columns on average. */
  readonly partitionSize: number;
  readonly maxPartitions: number;
}

/** How large partitions have become; not both need be of the same one. */
export interface PartitionExtent {
  readonly relations: number;
  /** Without those of a partition's widest relation, which is not cut. */
  readonly columns: number;
}

/** What a source counts, and what of it the role may not read. */
export interface SourceCounts {
  readonly tallies: readonly Tally[];
  readonly gaps: readonly Gap[];
  /** Per kind: what is there to be read, system objects and denied ones taken off. */
  readonly readable: KindTotals;
}

/** What the source counts before anything is extracted, and how the work is cut; all of one moment. */
export interface Inventory extends SourceCounts {
  readonly partitions: readonly Partition[];
}

/** A relation, by the names that identify it. */
export interface RelationName {
  readonly schemaName: string;
  readonly relationName: string;
}

/** A relation of which something changed, and the partition it is in. */
export interface ChangedRelation extends RelationName {
  readonly kind: Kind;
  readonly partitionId: string;
}

/** What is different from what it was at a snapshot. */
export interface ChangesSince {
  /** Null where no transaction ended since: what was counted then still counts. */
  readonly counts: SourceCounts | null;
  readonly changed: readonly ChangedRelation[];
  /**
   * The partitions of which anything was written, or anything that they name; what was dropped leaves no row that says so.
   */
  readonly changedPartitions: readonly string[];
  readonly snapshot: string;
}

/**
 * A database server to read metadata from. One instance serves many runs and keeps a bounded pool of sessions.
 * All methods throw `SourceSenseError`.
 */
export interface Source {
  readonly type: string;
  /** Milliseconds that a read may go without a statement sent or a byte received: what its statements may take. */
  readonly longestSilenceMs: number;
  /** Connects and says what is there; fails within seconds with a sentence that says what to do. */
  connect(context: ReadContext): Promise<SourceFacts>;
  /** The moment now, in the source's own terms, for asking later what changed since. */
  snapshot(context: ReadContext): Promise<string>;
  /**
   * Counts every kind per schema, from the catalog tables directly rather than by the queries that read them, and cuts
   * the relations into partitions.
   */
  discover(context: ReadContext, options: PartitionOptions): Promise<Inventory>;
  /** Counts again unless nothing changed, and finds what was written since a snapshot. */
  changesSince(
    context: ReadContext,
    snapshot: string,
    partitions: readonly Partition[],
  ): Promise<ChangesSince>;
  /** What the source says of itself. */
  state(context: ReadContext): Promise<SourceState>;
  /** Whether anything that definitions are made of was written since a snapshot, when there was that much of it. */
  wereDefinitionsWritten(context: ReadContext, snapshot: string, extent: string): Promise<boolean>;
  /** The most relations, and the most columns, in one of these partitions. */
  largestPartition(context: ReadContext, partitions: readonly Partition[]): Promise<PartitionExtent>;
  /** The relations that are members of extensions, and of which. */
  extensionRelations(context: ReadContext): Promise<(RelationName & { readonly extensionName: string })[]>;
  /**
   * Makes the reads that follow with it one after another in one session, which remembers the relations that it opened
   * for definitions. After a read that failed or was not read to its end, it is of no more use.
   */
  together(context: ReadContext): Promise<SharedContext>;
  /** The rows of one kind in one partition, in batches of at most `BATCH_ROWS`; their order says nothing. */
  read(context: ReadContext, kind: Kind, partition: Partition): AsyncIterable<ColumnBatch>;
  /** What `readDifferences` knows the rows of an artifact by: a text per row, which says all that the row says. */
  rowKeys(kind: Kind, batch: ColumnBatch): string[];
  /**
   * The rows whose keys are not among those given; told apart by the source, which sends no others. `onGone` is told the
   * keys that no row has, all of them before the last batch has been taken and the reading ends.
   */
  readDifferences(
    context: SharedContext,
    kind: Kind,
    partition: Partition,
    keys: readonly string[],
    onGone: (keys: readonly string[]) => void,
  ): AsyncIterable<ColumnBatch>;
  /**
   * The same as `read` when that failed in a way that `isNarrowable` says one object may be the cause of: everything but the
   * objects that can't be read wholly, those without what fails, each told to `onGap`.
   */
  readNarrowed(
    context: ReadContext,
    kind: Kind,
    partition: Partition,
    onGap: (gap: Gap) => void,
  ): AsyncIterable<ColumnBatch>;
  /** Whether a failure of `read` may be due to single objects. */
  isNarrowable(error: unknown): boolean;
  /** What the connection's role may and may not see, the remedies, and the script of a role when one is asked for. */
  examine(context: ReadContext, roleRequest?: RoleRequest): Promise<SourceExamination>;
  /** Ends all sessions. */
  close(): Promise<void>;
}
