import type { ArtifactRef } from '../contracts/artifact.js';
import type { Partition, PartitionStage } from '../contracts/extraction.js';
import { kindsOfStage } from '../contracts/kinds/index.js';
import type { ActivityDeps } from './deps.js';
import { extractKinds } from './extract-kinds.js';
import { runActivity } from './run-activity.js';

export interface ExtractPartitionInput {
  readonly runId: string;
  readonly connection: string;
  readonly partition: Partition;
}

/**
 * The activity of one extraction stage: `extractTables`, `extractColumns` and so on read those kinds of a partition
 * that declare the stage as theirs. They differ in nothing else.
 */
export function extractPartition(stage: PartitionStage) {
  return async (deps: ActivityDeps, input: ExtractPartitionInput): Promise<ArtifactRef[]> =>
    runActivity(async (scope) => {
      const { runId, connection, partition } = input;
      const source = await deps.source(connection);
      const kinds = kindsOfStage(stage, partition.scope);
      return extractKinds(deps, scope, source, runId, partition, kinds);
    });
}
