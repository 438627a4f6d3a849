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
}

/** The number of the first reading of each partition. */
export function firstReading({ firstReading: first = 1 }: ExtractionPlan): number {
  return first;
}

/**
 * Reads a partition: extracts its kinds in parallel, or all in one activity where there is little to read, and counts them
 * as extracted. Returns the raw artifacts.
 */
export async function readPartition(
  { runId, connection, facts, plan, progress, pausing }: RunWork,
  partition: Partition,
  reading: number,
): Promise<ArtifactRef[]> {
  const { partitionId, scope } = partition;
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
  const work =
    plan.isUnchanged && isFirst
      ? [() => activities.extractObjects({ ...input, stages })]
      : stages.map((stage) => () => activities[stage]({ ...input, ...(stage === 'extractObjects' && also) }));
  const extracted = await Promise.all(
    work.map(async (step) => {
      const artifacts = await pausing.read(step);
      progress.extracted(partitionId, artifacts);
      return artifacts;
    }),
  );
  return [...discovered, ...extracted.flat()];
}

/**
 * Transforms what was read of a partition, and lands it; a further reading takes the place of the one before. Returns
 * every artifact of the reading.
 */
export async function landPartition(
  { runId, plan, progress, pausing }: RunWork,
  { partitionId }: Partition,
  reading: number,
  raw: readonly ArtifactRef[],
): Promise<ArtifactRef[]> {
  progress.enterPartition(partitionId, 'transformMetadata');
  const catalog = await pausing.run(() => transformMetadata({ artifacts: raw }));

  progress.enterPartition(partitionId, 'loadCatalog');
  const artifacts = [...raw, ...catalog];
  await pausing.run(() => loadCatalog({ runId, partitionId, reading, artifacts }));

  progress.partitionDone(partitionId, reading === firstReading(plan));
  return artifacts;
}
