import type { ArtifactRef } from '../contracts/artifact.js';
import {
  type ExtractionPlan,
  type Partition,
  PARTITION_STAGES,
  type SourceFacts,
} from '../contracts/extraction.js';
import { kindsOfStage } from '../contracts/kinds/index.js';
import { extractionActivities, loadCatalog, transformMetadata } from './activity-proxies.js';
import type { RunProgress } from './run-progress.js';

/** The run that partitions are part of. */
export interface RunWork {
  readonly runId: string;
  readonly connection: string;
  readonly facts: SourceFacts;
  readonly plan: ExtractionPlan;
  readonly progress: RunProgress;
}

/**
 * One partition from source to catalog: extracts the kinds in parallel, transforms, and lands. Returns every artifact
 * it made, and counts the raw ones as extracted. A further reading takes the place of the one before.
 */
export async function extractPartition(
  { runId, connection, facts, plan, progress }: RunWork,
  partition: Partition,
  reading: number,
): Promise<ArtifactRef[]> {
  const { partitionId, scope } = partition;
  const { filter } = plan;
  const activities = extractionActivities(facts.sourceType);
  const isFirst = reading === 1;
  // What `discoverSchemas` read already.
  const discovered = isFirst ? plan.artifacts.filter((artifact) => artifact.partitionId === partitionId) : [];
  progress.beginPartition(partitionId, discovered);

  const stages = PARTITION_STAGES.filter((stage) => kindsOfStage(stage, scope).length > 0);
  const extracted = await Promise.all(
    stages.map(async (stage) => {
      const artifacts = await activities[stage]({ runId, connection, partition, reading, filter });
      progress.extracted(partitionId, artifacts);
      return artifacts;
    }),
  );
  const raw = [...discovered, ...extracted.flat()];

  progress.enterPartition(partitionId, 'transformMetadata');
  const catalog = await transformMetadata({ artifacts: raw });

  progress.enterPartition(partitionId, 'loadCatalog');
  await loadCatalog({ runId, partitionId, reading, artifacts: [...raw, ...catalog] });

  progress.partitionDone(partitionId, isFirst);
  return [...raw, ...catalog];
}
