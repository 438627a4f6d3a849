import type { LoadedPartition } from '../activities/load-catalog.js';
import type { ArtifactRef } from '../contracts/artifact.js';
import { type ExtractionPlan, PARTITION_STAGES, type SourceFacts } from '../contracts/extraction.js';
import type { Partition } from '../contracts/partition.js';
import { kindsOfStage } from '../contracts/kinds/index.js';
import { extractionActivities, loadCatalog, transformMetadata } from './activity-proxies.js';
import type { Pausing } from './pausing.js';
import type { RunProgress } from './run-progress.js';

/** The run that partitions are part of. */
export interface RunWork {
  readonly runId: string;
  readonly connection: string;
  readonly facts: SourceFacts;
  readonly plan: ExtractionPlan;
  readonly progress: RunProgress;
  readonly pausing: Pausing;
  /** The reading that counts of each partition that was read again. */
  readonly readings: Map<string, number>;
  readonly register: (artifacts: readonly ArtifactRef[]) => Promise<void>;
}

/** A partition that has been read. */
export interface ReadPartition {
  readonly partition: Partition;
  readonly reading: number;
  readonly raw: readonly ArtifactRef[];
  /** Whether none of it has landed before. */
  readonly isFirst: boolean;
}

/** The number of the first reading of each partition. */
export function firstReading({ firstReading: first = 1 }: ExtractionPlan): number {
  return first;
}

/** The number of the reading that counts. */
export function readingOf({ plan, readings }: RunWork, partitionId: string): number {
  return readings.get(partitionId) ?? firstReading(plan);
}

/**
 * Reads a partition: extracts its kinds in parallel, or all in one activity where there is little to read, and counts them
 * as extracted.
 */
export async function readPartition(work: RunWork, partition: Partition): Promise<ReadPartition> {
  const { runId, connection, facts, plan, progress, pausing } = work;
  const { partitionId, scope } = partition;
  const reading = readingOf(work, partitionId);
  const isFirst = reading === firstReading(plan);
  const { filter } = plan;
  const activities = extractionActivities(facts.sourceType);
  // What `discoverSchemas` read already.
  const discovered = isFirst && scope === 'database' ? plan.artifacts : [];
  progress.beginPartition(partitionId, discovered);

  const stages = PARTITION_STAGES.filter((stage) => kindsOfStage(stage, scope).length > 0);
  const input = { runId, connection, partition, reading, filter };
  // What `discoverSchemas` read at first is read along with the further objects from then on.
  const also = isFirst ? {} : { stages: ['extractObjects', 'discoverSchemas'] as const };
  const steps =
    plan.isUnchanged && isFirst
      ? [() => activities.extractObjects({ ...input, stages })]
      : stages.map((stage) => () => activities[stage]({ ...input, ...(stage === 'extractObjects' && also) }));
  const extracted = await Promise.all(
    steps.map(async (step) => {
      const artifacts = await pausing.read(step);
      progress.extracted(partitionId, artifacts);
      return artifacts;
    }),
  );
  return { partition, reading, raw: [...discovered, ...extracted.flat()], isFirst };
}

/** What became of a partition's landing: see `LoadedPartition`. */
export interface Landing extends Pick<LoadedPartition, 'repeated'> {
  /** Every artifact of the reading. */
  readonly artifacts: readonly ArtifactRef[];
}

/** Transforms what was read of a partition, and lands it; a further reading takes the place of the one before. */
export async function landPartition(
  { runId, progress, pausing }: RunWork,
  { partition: { partitionId }, reading, raw, isFirst }: ReadPartition,
): Promise<Landing> {
  progress.enterPartition(partitionId, 'transformMetadata');
  const catalog = await pausing.run(() => transformMetadata({ artifacts: raw }));

  progress.enterPartition(partitionId, 'loadCatalog');
  const artifacts = [...raw, ...catalog];
  const { repeated } = await pausing.run(() => loadCatalog({ runId, partitionId, reading, artifacts }));

  if (repeated !== undefined) return { artifacts, repeated };
  progress.partitionDone(partitionId, isFirst);
  return { artifacts };
}
