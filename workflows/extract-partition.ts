import type { ArtifactRef } from '../contracts/artifact.js';
import { type Partition, PARTITION_STAGES, type SourceFacts } from '../contracts/extraction.js';
import { kindsOfStage } from '../contracts/kinds/index.js';
import { extractionActivities, loadCatalog, transformMetadata } from './activity-proxies.js';
import type { RunProgress } from './run-progress.js';

export interface PartitionWork {
  readonly runId: string;
  readonly connection: string;
  readonly facts: SourceFacts;
  readonly partition: Partition;
  /** Raw artifacts of the partition that were made before (`discoverSchemas`). */
  readonly discovered: readonly ArtifactRef[];
}

/**
 * One partition from source to catalog: extracts the kinds in parallel, transforms, and lands. Returns every artifact
 * it made, and counts the raw ones as extracted.
 */
export async function extractPartition(work: PartitionWork, progress: RunProgress): Promise<ArtifactRef[]> {
  const { runId, connection, facts, partition, discovered } = work;
  const { partitionId, scope } = partition;
  const activities = extractionActivities(facts.sourceType);

  progress.enterPartition(partitionId, 'extractTables');
  const stages = PARTITION_STAGES.filter((stage) => kindsOfStage(stage, scope).length > 0);
  const extracted = await Promise.all(
    stages.map(async (stage) => {
      const artifacts = await activities[stage]({ runId, connection, partition });
      progress.extracted(artifacts);
      return artifacts;
    }),
  );
  const raw = [...discovered, ...extracted.flat()];

  progress.enterPartition(partitionId, 'transformMetadata');
  const catalog = await transformMetadata({ artifacts: raw });

  progress.enterPartition(partitionId, 'loadCatalog');
  await loadCatalog({ runId, partitionId, reading: 1, artifacts: catalog });

  progress.partitionDone(partitionId);
  return [...raw, ...catalog];
}
