import type { ArtifactRef } from '../contracts/artifact.js';
import type { PartitionStage } from '../contracts/extraction.js';
import type { Partition } from '../contracts/partition.js';
import type { ExtractionStage } from '../contracts/kinds/kind.js';
import { kindsOfStage } from '../contracts/kinds/index.js';
import type { ObjectFilter } from '../contracts/object-filter.js';
import type { ActivityDeps } from './deps.js';
import { extractKinds } from './extract-kinds.js';
import { runActivity } from './run-activity.js';

export interface ExtractPartitionInput {
  readonly runId: string;
  readonly connection: string;
  readonly partition: Partition;
  /** From 1; see `LandingStep`. */
  readonly reading: number;
  readonly filter: ObjectFilter;
  /** The stages to do; the activity's own unless given. */
  readonly stages?: readonly ExtractionStage[];
}

/** Makes the activity of one stage: it extracts the kinds of that stage, or of those it is given, from one partition. */
export const extractPartition =
  (stage: PartitionStage) =>
  (deps: ActivityDeps, input: ExtractPartitionInput): Promise<ArtifactRef[]> =>
    runActivity(deps, async (deps, scope) => {
      const { connection, stages = [stage], ...reading } = input;
      const source = await deps.source(connection);
      const { scope: partitionScope } = input.partition;
      const kinds = stages.flatMap((each) => kindsOfStage(each, partitionScope));
      return extractKinds(deps, scope, source, { ...reading, stage, kinds });
    });
