import type { PartitionBefore } from '../catalog/provider.js';
import { type ArtifactId, artifactPartitionId } from '../contracts/artifact.js';
import type { Partition } from '../contracts/partition.js';
import type { Kind } from '../contracts/kinds/index.js';
import type { ObjectFilter } from '../contracts/object-filter.js';
import type { Selection } from '../filters/filter-batches.js';
import type { ReadContext, Source } from '../sources/source.js';

export interface ExtractKindsInput {
  readonly runId: string;
  readonly partition: Partition;
  /** From 1; see `LandingStep`. */
  readonly reading: number;
  readonly filter: ObjectFilter;
  /** The activity that reads: its cost is reported under this name. */
  readonly stage: string;
  readonly kinds: readonly Kind[];
}

/** One activity's reading of a partition. */
export interface Reading extends ExtractKindsInput {
  readonly source: Source;
  readonly context: ReadContext;
  readonly selection: Selection;
  /** What the run before landed of the partition; null in a full run. */
  readonly before: PartitionBefore | null;
}

/** The artifact of a kind in one reading of a partition. */
export function rawId({ runId, partition, reading }: ExtractKindsInput, kind: Kind): ArtifactId {
  return { runId, stage: 'raw', kind, partitionId: artifactPartitionId(partition.partitionId, reading) };
}
