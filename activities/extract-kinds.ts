import { type ArtifactRef, resolverName } from '../contracts/artifact.js';
import type { Gap } from '../contracts/extraction.js';
import { rawSchema } from '../contracts/kinds/batch-schemas.js';
import type { Kind } from '../contracts/kinds/index.js';
import { filterBatches } from '../filters/filter-batches.js';
import type { ReadContext, Source } from '../sources/source.js';
import { checkpoint } from './checkpoint.js';
import type { ActivityDeps } from './deps.js';
import { extractDifferences } from './extract-differences.js';
import { knownObjects } from './known-objects.js';
import { type ExtractKindsInput, rawId, type Reading } from './reading.js';
import { reportCost, reportKind } from './report-step.js';
import { reuseKind } from './reuse-kind.js';
import type { ActivityScope } from './run-activity.js';
import { selectionFor } from './selection-for.js';

/**
 * Reads kinds of one partition from the source, each into its raw artifact; none where there is nothing. One after
 * another in one session: the server opens each relation for its definitions once, and other activities have work while
 * this one waits for the disk. Of an incremental run, kinds that are unchanged as a whole are not read, and of others only
 * what differs.
 */
export async function extractKinds(
  deps: ActivityDeps,
  scope: ActivityScope,
  source: Source,
  input: ExtractKindsInput,
): Promise<ArtifactRef[]> {
  const { runId, partition } = input;
  const state = await deps.catalog.runState(runId);
  const before =
    state?.mode.mode === 'incremental'
      ? await deps.catalog.partitionBefore(runId, partition.partitionId)
      : null;
  // A further reading is one of what changed while the run read.
  const unchanged = before !== null && input.reading === state?.firstReading ? state.unchangedKinds : [];
  const artifacts: (ArtifactRef | null)[] = [];
  const toRead: Kind[] = [];
  for (const kind of input.kinds) {
    const reused =
      before !== null && unchanged.includes(kind)
        ? await reuseKind(deps, scope, { ...input, source, before }, kind)
        : undefined;
    if (reused === undefined) toRead.push(kind);
    else artifacts.push(reused);
  }
  if (toRead.length > 0) {
    artifacts.push(...(await readKinds(deps, scope, source, { ...input, kinds: toRead, before })));
  }
  return artifacts.filter((artifact) => artifact !== null);
}

async function readKinds(
  deps: ActivityDeps,
  scope: ActivityScope,
  source: Source,
  input: ExtractKindsInput & Pick<Reading, 'before'>,
): Promise<(ArtifactRef | null)[]> {
  const cost = scope.costMeter();
  const context: ReadContext = { runId: input.runId, signal: scope.signal, cost };
  const selection = await selectionFor(source, context, input.filter);
  const reading: Reading = { ...input, source, context, selection };
  const artifacts: (ArtifactRef | null)[] = [];
  let { kinds } = input;
  while (kinds.length > 0) {
    const bulk = await extractTogether(deps, scope, reading, kinds);
    artifacts.push(...bulk);
    const [culprit] = kinds.slice(bulk.length);
    if (culprit !== undefined) artifacts.push(await extractNarrowed(deps, scope, reading, culprit));
    kinds = kinds.slice(bulk.length + 1);
  }
  await reportCost(deps.catalog, scope, input, cost.total());
  return artifacts;
}

/** Kinds in bulk, up to the first that fails in a way that single objects may be the cause of: fewer, then. */
async function extractTogether(
  deps: ActivityDeps,
  scope: ActivityScope,
  reading: Reading,
  kinds: readonly Kind[],
): Promise<(ArtifactRef | null)[]> {
  const { source, partition, before } = reading;
  const artifacts: (ArtifactRef | null)[] = [];
  await using shared = await source.together(reading.context);
  for (const kind of kinds) {
    const landed = before?.landed.find((artifact) => artifact.kind === kind);
    const known = await knownObjects(deps, source, scope.signal, landed);
    try {
      artifacts.push(
        known === null
          ? await storeKind(deps, scope, reading, kind, () => source.read(shared, kind, partition))
          : await extractDifferences(deps, scope, { ...reading, shared, known }, kind),
      );
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
  const batches = async function* () {
    const gaps: Gap[] = [];
    const { apply, filtered } = filterBatches(kind, selection);
    yield* apply(read((gap) => gaps.push(gap)));
    await reportKind(deps.catalog, scope, input, { kind, filtered, gaps });
  };
  return checkpoint(
    deps,
    scope,
    rawId(input, kind),
    rawSchema(kind),
    resolverName(source.type, kind),
    batches,
  );
}
