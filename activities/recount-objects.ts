import { COUNT_REPORTS, type Gap, NO_COST, type SourceChanges } from '../contracts/extraction.js';
import type { Partition } from '../contracts/partition.js';
import { type Kind, kindDeclaration } from '../contracts/kinds/index.js';
import type { RunState } from '../contracts/run-state.js';
import type { ChangedRelation, ReadContext, Source } from '../sources/source.js';
import type { ActivityDeps } from './deps.js';
import { runActivity } from './run-activity.js';

export interface RecountObjectsInput {
  readonly runId: string;
  readonly connection: string;
  /** The source's state before the last reading. */
  readonly snapshot: string;
  readonly partitions: readonly Partition[];
  /** Whether what changed will not be read again: it is recorded as moved. */
  readonly isLast: boolean;
}

/** Moved relations that a run names; beyond them something other than extraction is the problem. */
const MAX_MOVED = 1000;

/** Counts every kind again when all has been read, unless nothing changed meanwhile, and finds what did. */
export async function recountObjects(deps: ActivityDeps, input: RecountObjectsInput): Promise<SourceChanges> {
  return runActivity(deps, async (deps, { signal, epoch, costMeter }) => {
    const { runId, connection, snapshot, partitions, isLast } = input;
    const source = await deps.source(connection);
    const cost = costMeter();
    const context = { runId, signal, cost };
    const changes = await source.changesSince(context, snapshot, partitions);
    const { counts, changed } = changes;
    const state = counts === null ? null : await deps.catalog.runState(runId);
    await doubtFingerprint(deps, epoch, source, context, { state, snapshot });
    const step = { runId, reading: 1, epoch, stage: 'recountObjects' };
    if (counts !== null) {
      const { tallies, gaps } = counts;
      const report = { tallies, gaps, cost: NO_COST };
      await deps.catalog.report({ ...step, partitionId: COUNT_REPORTS.after }, report);
    }
    const gaps = isLast ? movedGaps(changed) : [];
    const report = { tallies: [], gaps, cost: cost.total() };
    await deps.catalog.report({ ...step, partitionId: COUNT_REPORTS.changes }, report);
    const unsettledKinds = await deps.catalog.unsettledKinds(runId);
    const isReadAgain = state !== null && state.snapshot !== snapshot;
    const changedPartitions = isReadAgain
      ? withLost(changes.changedPartitions, partitions, unsettledKinds)
      : changes.changedPartitions;
    const repeatedIn = counts === null ? [] : await deps.catalog.repeatedIn(runId);
    const stalePartitions = staleOf(repeatedIn, partitions);
    return { changedPartitions, unsettledKinds, stalePartitions, snapshot: changes.snapshot };
  });
}

/**
 * Of partitions that have objects in common all but the last: what is made anew gets a higher oid, so that the others found
 * what was there before.
 */
function staleOf(repeatedIn: readonly (readonly string[])[], partitions: readonly Partition[]): string[] {
  const inOrder = partitions.map(({ partitionId }) => partitionId);
  const stale = repeatedIn.flatMap((ids) => inOrder.filter((id) => ids.includes(id)).slice(0, -1));
  return inOrder.filter((id) => stale.includes(id));
}

/**
 * Adds all relations where their kinds don't add up though what was written has been read again: what was dropped left no row
 * that says where it was, and there is one more reading.
 */
function withLost(
  changedPartitions: readonly string[],
  partitions: readonly Partition[],
  unsettledKinds: readonly Kind[],
): readonly string[] {
  if (!unsettledKinds.some((kind) => kindDeclaration(kind).scope === 'relation')) return changedPartitions;
  return partitions
    .filter(({ partitionId, scope }) => scope === 'relation' || changedPartitions.includes(partitionId))
    .map(({ partitionId }) => partitionId);
}

/**
 * Takes back the fingerprint that the run found when definitions were written since: some were read before that and some
 * after it, so that a later run that finds the same fingerprint could not rely on what this one read.
 */
async function doubtFingerprint(
  deps: ActivityDeps,
  epoch: number,
  source: Source,
  context: ReadContext,
  { state, snapshot }: { readonly state: RunState | null; readonly snapshot: string },
): Promise<void> {
  if (state?.fingerprint == null) return;
  if (!(await source.wereDefinitionsWritten(context, snapshot, state.extent))) return;
  await deps.catalog.recordState(context.runId, epoch, { ...state, fingerprint: null });
}

/** A gap per relation; one for all of a kind beyond those that are named. */
function movedGaps(changed: readonly ChangedRelation[]): Gap[] {
  const named = changed
    .slice(0, MAX_MOVED)
    .map(({ kind, schemaName, relationName }) =>
      movedGap(kind, schemaName, `${schemaName}.${relationName}`, 1),
    );
  const rest = changed.slice(MAX_MOVED).map(({ kind }) => kind);
  const further = [...new Set(rest)].map((kind) => {
    const objects = rest.filter((other) => other === kind).length;
    return movedGap(kind, null, `${objects} more of kind ${kind}`, objects);
  });
  return [...named, ...further];
}

function movedGap(kind: Kind, schemaName: string | null, objectName: string, objects: number): Gap {
  return {
    kind,
    schemaName,
    objectName: objectName.slice(0, 300),
    status: 'moved',
    sqlState: null,
    reason: 'It changed each time it was read.',
    remedy: 'Run again when nobody changes its definition.',
    objects,
  };
}
