import { MAX_READINGS, type SourceChanges } from '../contracts/extraction.js';
import type { Partition } from '../contracts/partition.js';
import { KINDS } from '../contracts/kinds/index.js';
import type { KindScope } from '../contracts/kinds/kind.js';
import { extractionActivities } from './activity-proxies.js';
import { firstReading, readingOf, type RunWork } from './extract-partition.js';
import { extractPartitions } from './extract-partitions.js';

/** Also to find out that an object is in two partitions no more, after the last reading of what changed. */
const MAX_RECOUNTS = 2 * MAX_READINGS;

/**
 * Which partitions to read again: those that changed, or have what is elsewhere now. Where the counts don't add up (what was
 * dropped has left no row), the database's own objects if the kind is one of them, and if no relations changed all of these.
 */
function partitionsToReadAgain(partitions: readonly Partition[], changes: SourceChanges): Partition[] {
  const { changedPartitions, unsettledKinds } = changes;
  const stale = stalePartitions(partitions, changes);
  const isUnsettled = (scope: KindScope) => unsettledKinds.some((kind) => KINDS[kind].scope === scope);
  const isChanged = ({ partitionId }: Partition) => changedPartitions.includes(partitionId);
  const didRelationsChange = partitions.some((one) => one.scope === 'relation' && isChanged(one));
  return partitions.filter(
    (one) =>
      isChanged(one) ||
      stale.includes(one) ||
      (isUnsettled(one.scope) && (one.scope === 'database' || !didRelationsChange)),
  );
}

function stalePartitions(
  partitions: readonly Partition[],
  { stalePartitions: stale = [] }: SourceChanges,
): Partition[] {
  return partitions.filter(({ partitionId }) => stale.includes(partitionId));
}

/**
 * Reads what changed while the run read again, until nothing has or each was read `MAX_READINGS` times; then only what is
 * still found in two partitions, which can't be published, a few times more.
 */
export async function readChangedAgain(work: RunWork): Promise<void> {
  const { runId, connection, facts, plan, readings } = work;
  const { partitions } = plan;
  const { recountObjects } = extractionActivities(facts.sourceType);
  let { snapshot } = plan;
  for (let times = 1; ; times++) {
    const isLast = times >= MAX_READINGS;
    const since = snapshot;
    const changes = await work.pausing.read(() =>
      recountObjects({ runId, connection, snapshot: since, partitions, isLast }),
    );
    const again = isLast ? stalePartitions(partitions, changes) : partitionsToReadAgain(partitions, changes);
    if (again.length === 0 || times === MAX_RECOUNTS) return;
    // Of what is read again after the last recount, all that changed since then stays named as moved.
    if (!isLast) snapshot = changes.snapshot;
    for (const { partitionId } of again) {
      readings.set(partitionId, Math.max(firstReading(plan) + times, readingOf(work, partitionId) + 1));
    }
    await extractPartitions(work, again);
  }
}
