import type { RunLanding } from '../catalog/provider.js';
import { type Gap, NO_COST, type SourceCost } from '../contracts/extraction.js';
import type { Partition } from '../contracts/partition.js';
import type { Kind } from '../contracts/kinds/index.js';
import type { FilteredBySchema } from '../filters/filter-batches.js';
import type { ActivityScope } from './run-activity.js';

/** The reading of a partition that a report is about, and the activity that read. */
export interface ReportedReading {
  readonly runId: string;
  readonly partition: Partition;
  readonly reading: number;
  readonly stage: string;
}

/** What is to be said of one kind of a partition besides its artifact. */
export interface KindReport {
  readonly kind: Kind;
  readonly filtered: FilteredBySchema;
  /** Objects by schema that land as they were found before; none of them was extracted. */
  readonly unchanged?: FilteredBySchema;
  readonly gaps: readonly Gap[];
}

/** Keeps what a filter left out and what could not be read; a first attempt that has nothing to say says nothing. */
export async function reportKind(
  catalog: Pick<RunLanding, 'report'>,
  { epoch, attempt }: ActivityScope,
  { runId, partition, reading, stage }: ReportedReading,
  { kind, filtered, unchanged = new Map(), gaps }: KindReport,
): Promise<void> {
  if (attempt === 1 && filtered.size === 0 && unchanged.size === 0 && gaps.length === 0) return;
  const tallies = [...new Set([...filtered.keys(), ...unchanged.keys()])].map((schemaName) => ({
    kind,
    schemaName,
    counted: 0,
    filtered: filtered.get(schemaName) ?? 0,
    unchanged: unchanged.get(schemaName) ?? 0,
  }));
  const step = { runId, partitionId: partition.partitionId, reading, epoch, stage: `${stage}/${kind}` };
  await catalog.report(step, { tallies, gaps, cost: NO_COST });
}

/** Keeps what an activity's reads cost the source. */
export async function reportCost(
  catalog: Pick<RunLanding, 'report'>,
  { epoch }: ActivityScope,
  { runId, partition, reading, stage }: ReportedReading,
  cost: SourceCost,
): Promise<void> {
  const step = { runId, partitionId: partition.partitionId, reading, epoch, stage };
  await catalog.report(step, { tallies: [], gaps: [], cost });
}
