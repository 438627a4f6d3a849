import {
  COUNT_REPORTS,
  type ExtractionPlan,
  MAX_PARTITIONS,
  PARTITIONS_AT_ONCE,
} from '../contracts/extraction.js';
import { kindsOfStage } from '../contracts/kinds/index.js';
import type { ObjectFilter } from '../contracts/object-filter.js';
import { CostMeter } from '../sources/cost-meter.js';
import type { ActivityDeps } from './deps.js';
import { extractKinds } from './extract-kinds.js';
import { runActivity } from './run-activity.js';

export interface DiscoverSchemasInput {
  readonly runId: string;
  readonly connection: string;
  /** Relations per partition. */
  readonly partitionSize: number;
  /** Lists that take the place of the connection's own. */
  readonly filter: ObjectFilter;
}

const STAGE = 'discoverSchemas';

/** Counts every kind per schema, cuts the relations into partitions, and extracts databases and schemas. */
export async function discoverSchemas(
  deps: ActivityDeps,
  input: DiscoverSchemasInput,
): Promise<ExtractionPlan> {
  return runActivity(async (scope) => {
    const { runId, connection, partitionSize } = input;
    const { signal, epoch } = scope;
    const source = await deps.source(connection);
    const cost = new CostMeter();
    const { tallies, gaps, partitions, snapshot } = await source.discover(
      { runId, signal, cost },
      { partitionSize, maxPartitions: MAX_PARTITIONS },
    );
    const step = { runId, partitionId: COUNT_REPORTS.before, reading: 1, epoch, stage: STAGE };
    await deps.catalog.report(step, { tallies, gaps, cost: cost.total() });

    const filter = { ...(await deps.filter(connection)), ...input.filter };
    await deps.catalog.recordFilter(runId, filter);
    const database = partitions.filter(({ scope }) => scope === 'database');
    const kinds = kindsOfStage(STAGE, 'database');
    const artifacts = [];
    for (const partition of database) {
      const read = { runId, partition, reading: 1, filter, stage: STAGE, kinds };
      artifacts.push(...(await extractKinds(deps, scope, source, read)));
    }
    return { partitions, snapshot, filter, artifacts, partitionsAtOnce: PARTITIONS_AT_ONCE };
  });
}
