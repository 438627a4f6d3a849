import type { ColumnBatch } from '../contracts/column-batch.js';
import type { RoleRequest, SourceExamination } from '../contracts/examination.js';
import type { Partition, SourceCounts, SourceFacts } from '../contracts/extraction.js';
import type { Kind } from '../contracts/kinds/index.js';

/** What identifies the reader to the source, and stops it. */
export interface ReadContext {
  /** Shown by the source as the session's application name. */
  readonly runId: string;
  /** Aborted on cancellation: the statement in flight is cancelled at the server and its session closed. */
  readonly signal: AbortSignal;
}

/** How the relations of a source are cut into partitions. */
export interface PartitionOptions {
  readonly partitionSize: number;
  readonly maxPartitions: number;
}

/** What the source counts before anything is extracted, and how the work is cut. */
export interface Inventory extends SourceCounts {
  readonly partitions: readonly Partition[];
}

/**
 * A database server to read metadata from. One instance serves many runs and keeps a bounded pool of sessions.
 * All methods throw `SourceSenseError`.
 */
export interface Source {
  readonly type: string;
  /** Connects and says what is there; fails within seconds with a sentence that says what to do. */
  connect(context: ReadContext): Promise<SourceFacts>;
  /** Counts every kind, from the catalog tables directly rather than by the queries that read them. */
  count(context: ReadContext): Promise<SourceCounts>;
  /** Counts every kind and cuts the relations into partitions. */
  discover(context: ReadContext, options: PartitionOptions): Promise<Inventory>;
  /** The rows of one kind in one partition, in batches of at most `BATCH_ROWS`, in a stable order. */
  read(context: ReadContext, kind: Kind, partition: Partition): AsyncIterable<ColumnBatch>;
  /** What the connection's role may and may not see, the remedies, and the script of a role when one is asked for. */
  examine(context: ReadContext, roleRequest?: RoleRequest): Promise<SourceExamination>;
  /** Ends all sessions. */
  close(): Promise<void>;
}
