import type { ArtifactRef } from '../contracts/artifact.js';
import { MAX_READINGS, type SourceChanges } from '../contracts/extraction.js';
import type { Partition } from '../contracts/partition.js';
import { KINDS } from '../contracts/kinds/index.js';
import type { KindScope } from '../contracts/kinds/kind.js';
import { extractionActivities } from './activity-proxies.js';
import { firstReading, landPartition, readPartition, type RunWork } from './extract-partition.js';
import { pipeline } from './pipeline.js';

/** The reading of each partition that counts; the first, unless it was read again. */
export type Readings = ReadonlyMap<string, number>;

/**
 * Which partitions to read again: those that changed. Where the counts don't add up (what was dropped has left no row), the
 * database's own objects if the kind is one of them, and if no relations changed all of these.
 */
function partitionsToReadAgain(
  partitions: readonly Partition[],
  { changedPartitions, unsettledKinds }: Pick<SourceChanges, 'changedPartitions' | 'unsettledKinds'>,
): Partition[] {
  const isUnsettled = (scope: KindScope) => unsettledKinds.some((kind) => KINDS[kind].scope === scope);
  const isChanged = ({ partitionId }: Partition) => changedPartitions.includes(partitionId);
  const didRelationsChange = partitions.some((one) => one.scope === 'relation' && isChanged(one));
  return partitions.filter(
    (one) => isChanged(one) || (isUnsettled(one.scope) && (one.scope === 'database' || !didRelationsChange)),
  );
}

/** Reads what changed while the run read again, until nothing has or each was read `MAX_READINGS` times. */
export async function readChangedAgain(
  work: RunWork,
  onArtifacts: (artifacts: readonly ArtifactRef[]) => Promise<void>,
): Promise<Readings> {
  const { runId, connection, facts, plan } = work;
  const { partitions, partitionsAtOnce } = plan;
  const { recountObjects } = extractionActivities(facts.sourceType);
  const readings = new Map<string, number>();
  let { snapshot } = plan;
  for (let times = 1; ; times++) {
    const reading = firstReading(plan) + times;
    const isLast = times >= MAX_READINGS;
    const since = snapshot;
    const changes = await work.pausing.read(() =>
      recountObjects({ runId, connection, snapshot: since, partitions, isLast }),
    );
    const again = partitionsToReadAgain(partitions, changes);
    if (isLast || again.length === 0) return readings;
    snapshot = changes.snapshot;
    for (const { partitionId } of again) readings.set(partitionId, reading);
    await pipeline(
      again,
      partitionsAtOnce,
      {
        read: (partition) => readPartition(work, partition, reading),
        land: async (partition, raw) => onArtifacts(await landPartition(work, partition, reading, raw)),
      },
      () => true,
    );
  }
}
