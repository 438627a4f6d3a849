import type { RunBefore } from '../catalog/provider.js';
import { COUNT_REPORTS, type ExtractionPlan } from '../contracts/extraction.js';
import {
  MAX_PARTITIONS,
  type Partition,
  PARTITIONS_AT_ONCE,
  UNCHANGED_PARTITIONS_AT_ONCE,
} from '../contracts/partition.js';
import { kindsOfStage } from '../contracts/kinds/index.js';
import { PROGRAM_VERSION } from '../contracts/names.js';
import type { ObjectFilter } from '../contracts/object-filter.js';
import type { RunState } from '../contracts/run-state.js';
import type { ReadContext, Source } from '../sources/source.js';
import { chooseMode, hasOutgrown, outgrown, unchangedKinds } from './choose-mode.js';
import { bothAtOnce } from './concurrently.js';
import type { ActivityDeps } from './deps.js';
import { extractKinds } from './extract-kinds.js';
import { conditionsOf, resumed } from './resumed-state.js';
import { runActivity } from './run-activity.js';

export interface DiscoverSchemasInput {
  readonly runId: string;
  readonly connection: string;
  /** Relations per partition; see `PartitionOptions`. */
  readonly partitionSize: number;
  /** Lists that take the place of the connection's own. */
  readonly filter: ObjectFilter;
  /** Whether everything is to be read. */
  readonly full: boolean;
}

const STAGE = 'discoverSchemas';

/**
 * Finds out how the source stands to what the published run found of it, counts every kind per schema, cuts the relations
 * into partitions, and extracts databases and schemas.
 */
export async function discoverSchemas(
  deps: ActivityDeps,
  input: DiscoverSchemasInput,
): Promise<ExtractionPlan> {
  return runActivity(deps, async (deps, scope) => {
    const { runId, connection, partitionSize } = input;
    const { signal, epoch } = scope;
    const source = await deps.source(connection);
    const cost = scope.costMeter();
    const filter = { ...(await deps.filter(connection)), ...input.filter };
    const [own, before] = await Promise.all([deps.catalog.runState(runId), deps.catalog.runBefore(runId)]);
    const snapshot = await source.snapshot({ runId, signal, cost });
    const [found, inventory] = await bothAtOnce(
      scope,
      ({ signal }) => stateOf(source, { runId, signal, cost }, { ...input, filter }, before),
      ({ signal }) =>
        source.discover({ runId, signal, cost }, { partitionSize, maxPartitions: MAX_PARTITIONS }),
    );
    const conditions = conditionsOf(found, { ...input, filter }, before);
    const state = resumed(own, {
      ...found,
      partitions: found.partitions ?? inventory.partitions,
      snapshot,
      firstReading: 1,
      conditions,
    });
    await deps.catalog.recordState(runId, epoch, state);
    const { tallies, gaps } = inventory;
    const step = { runId, partitionId: COUNT_REPORTS.before, reading: 1, epoch, stage: STAGE };
    await deps.catalog.report(step, { tallies, gaps, cost: cost.total() });

    await deps.catalog.recordFilter(runId, filter);
    const { partitions, mode, firstReading } = state;
    const database = partitions.filter(({ scope }) => scope === 'database');
    const kinds = kindsOfStage(STAGE, 'database');
    const artifacts = [];
    for (const partition of database) {
      const read = { runId, partition, reading: firstReading, filter, stage: STAGE, kinds };
      artifacts.push(...(await extractKinds(deps, scope, source, read)));
    }
    const isUnchanged = state.unchangedKinds.length > 0;
    const partitionsAtOnce = isUnchanged ? UNCHANGED_PARTITIONS_AT_ONCE : PARTITIONS_AT_ONCE;
    const { snapshot: since } = state;
    return {
      partitions,
      snapshot: since,
      filter,
      firstReading,
      artifacts,
      partitionsAtOnce,
      mode,
      isUnchanged,
    };
  });
}

/** A run's state before its partitions are known, where it can't have those of the run before. */
type FoundState = Omit<RunState, 'partitions' | 'snapshot' | 'firstReading' | 'conditions'> & {
  readonly partitions: readonly Partition[] | null;
};

async function stateOf(
  source: Source,
  context: ReadContext,
  { filter, partitionSize, full }: DiscoverSchemasInput,
  before: RunBefore | null,
): Promise<FoundState> {
  const { fingerprint, ...found } = await source.state(context);
  const state = { ...found, program: PROGRAM_VERSION, partitionSize };
  const mode = chooseMode({ ...state, filter, full }, before);
  const fullState = { ...state, fingerprint, mode, partitions: null, unchangedKinds: [] };
  if (mode.mode === 'full' || before === null) return fullState;
  const { partitions } = before.state;
  const largest = await source.largestPartition(context, partitions);
  // A source that has the most partitions has larger ones from the first.
  if (hasOutgrown(largest, partitionSize) && partitions.length <= MAX_PARTITIONS / 2) {
    return { ...fullState, mode: outgrown(before, largest) };
  }
  return { ...fullState, partitions, unchangedKinds: unchangedKinds(fingerprint, before) };
}
