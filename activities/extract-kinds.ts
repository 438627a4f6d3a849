import { type ArtifactRef, artifactPartitionId, resolverName } from '../contracts/artifact.js';
import type { Gap, Partition } from '../contracts/extraction.js';
import { rawSchema } from '../contracts/kinds/batch-schemas.js';
import type { Kind } from '../contracts/kinds/index.js';
import type { ObjectFilter } from '../contracts/object-filter.js';
import { filterBatches, type Selection } from '../filters/filter-batches.js';
import { CostMeter } from '../sources/cost-meter.js';
import type { ReadContext, Source } from '../sources/source.js';
import { checkpoint } from './checkpoint.js';
import type { ActivityDeps } from './deps.js';
import { type KindReport, reportCost, reportKind } from './report-step.js';
import type { ActivityScope } from './run-activity.js';
import { selectionFor } from './selection-for.js';

export interface ExtractKindsInput {
  readonly runId: string;
  readonly partition: Partition;
  /** From 1; see `LandingStep`. */
  readonly reading: number;
  readonly filter: ObjectFilter;
  /** The activity that reads: its cost is reported under this name. */
  readonly stage: string;
  readonly kinds: readonly Kind[];
}

interface Reading extends ExtractKindsInput {
  readonly source: Source;
  readonly context: ReadContext;
  readonly selection: Selection;
}

/**
 * Reads kinds of one partition from the source, each into its raw artifact; none where there is nothing. One after
 * another in one session: the server opens each relation for its definitions once, and other activities have work while
 * this one waits for the disk.
 */
export async function extractKinds(
  deps: ActivityDeps,
  scope: ActivityScope,
  source: Source,
  input: ExtractKindsInput,
): Promise<ArtifactRef[]> {
  const cost = new CostMeter();
  const context: ReadContext = { runId: input.runId, signal: scope.signal, cost };
  const selection = await selectionFor(source, context, input.filter);
  const reading: Reading = { ...input, source, context, selection };
  const artifacts: (ArtifactRef | null)[] = [];
  let kinds = input.kinds;
  while (kinds.length > 0) {
    const bulk = await extractTogether(deps, scope, reading, kinds);
    artifacts.push(...bulk);
    const [culprit] = kinds.slice(bulk.length);
    if (culprit !== undefined) artifacts.push(await extractNarrowed(deps, scope, reading, culprit));
    kinds = kinds.slice(bulk.length + 1);
  }
  await reportCost(deps.catalog, scope, input, cost.total());
  return artifacts.filter((artifact) => artifact !== null);
}

/** Kinds in bulk, up to the first that fails in a way that single objects may be the cause of: fewer, then. */
async function extractTogether(
  deps: ActivityDeps,
  scope: ActivityScope,
  reading: Reading,
  kinds: readonly Kind[],
): Promise<(ArtifactRef | null)[]> {
  const { source, partition } = reading;
  const artifacts: (ArtifactRef | null)[] = [];
  await using shared = await source.together(reading.context);
  for (const kind of kinds) {
    try {
      artifacts.push(await storeKind(deps, scope, reading, kind, () => source.read(shared, kind, partition)));
    } catch (error) {
      if (source.isNarrowable(error)) break;
      throw error;
    }
  }
  return artifacts;
}

/** A kind around the objects that can't be read. */
function extractNarrowed(
  deps: ActivityDeps,
  scope: ActivityScope,
  reading: Reading,
  kind: Kind,
): Promise<ArtifactRef | null> {
  const { source, context, partition } = reading;
  return storeKind(deps, scope, reading, kind, (onGap) =>
    source.readNarrowed(context, kind, partition, onGap),
  );
}

/**
 * What was left out and what could not be read is reported before the artifact is there: a later attempt that finds the
 * artifact finds the report as well.
 */
function storeKind(
  deps: ActivityDeps,
  scope: ActivityScope,
  { source, selection, ...input }: Reading,
  kind: Kind,
  read: (onGap: (gap: Gap) => void) => ReturnType<Source['read']>,
): Promise<ArtifactRef | null> {
  const { runId, partition, reading } = input;
  const partitionId = artifactPartitionId(partition.partitionId, reading);
  const id = { runId, stage: 'raw', kind, partitionId } as const;
  const batches = async function* () {
    const gaps: Gap[] = [];
    const { apply, filtered } = filterBatches(kind, selection);
    yield* apply(read((gap) => gaps.push(gap)));
    await reportKind(deps.catalog, scope, input, { kind, filtered, gaps } satisfies KindReport);
  };
  return checkpoint(deps, scope, id, rawSchema(kind), resolverName(source.type, kind), batches);
}
