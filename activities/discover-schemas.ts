import {
  COUNT_REPORTS,
  type ExtractionPlan,
  MAX_PARTITIONS,
  NO_COST,
  PARTITIONS_AT_ONCE,
} from '../contracts/extraction.js';
import { kindsOfStage } from '../contracts/kinds/index.js';
import type { ActivityDeps } from './deps.js';
import { extractKinds } from './extract-kinds.js';
import { runActivity } from './run-activity.js';

export interface DiscoverSchemasInput {
  readonly runId: string;
  readonly connection: string;
  /** Relations per partition. */
  readonly partitionSize: number;
}

/** Counts every kind, cuts the relations into partitions, and extracts databases and schemas. */
export async function discoverSchemas(
  deps: ActivityDeps,
  input: DiscoverSchemasInput,
): Promise<ExtractionPlan> {
  return runActivity(async (scope) => {
    const { runId, connection, partitionSize } = input;
    const source = await deps.source(connection);
    const inventory = await source.discover(
      { runId, signal: scope.signal },
      { partitionSize, maxPartitions: MAX_PARTITIONS },
    );
    const database = inventory.partitions.find((partition) => partition.scope === 'database');
    const kinds = kindsOfStage('discoverSchemas', 'database');
    const artifacts =
      database === undefined ? [] : await extractKinds(deps, scope, source, runId, database, kinds);
    const { counts, gaps } = inventory;
    const step = { runId, partitionId: COUNT_REPORTS.before, stage: 'discoverSchemas', reading: 1 };
    await deps.catalog.report({ ...step, epoch: scope.epoch }, { tallies: counts, gaps, cost: NO_COST });
    return { ...inventory, artifacts, partitionsAtOnce: PARTITIONS_AT_ONCE };
  });
}
