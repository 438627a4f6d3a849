import { ApplicationFailure } from '@temporalio/workflow';
import { MAX_READINGS } from '../contracts/extraction.js';
import type { Partition } from '../contracts/partition.js';
import {
  landPartition,
  type ReadPartition,
  readingOf,
  readPartition,
  type RunWork,
} from './extract-partition.js';
import { pipeline } from './pipeline.js';

/** Readings for the sake of what was refused, besides one of each partition: no source keeps a run that changes all the time. */
const MORE_REPEATS = 20;

/**
 * Reads partitions and lands them, as `pipeline` does. One that can't land beside another, since both have an object, lands
 * when all others have.
 */
export async function extractPartitions(
  work: RunWork,
  partitions: readonly Partition[],
  proceed: () => boolean = () => true,
): Promise<number> {
  const refused: ReadPartition[] = [];
  const begun = await pipeline(
    partitions,
    work.plan.partitionsAtOnce,
    {
      read: (partition) => readPartition(work, partition),
      land: async (_, read) => {
        const { artifacts, repeated } = await landPartition(work, read);
        if (repeated !== undefined) refused.push(read);
        return work.register(artifacts);
      },
    },
    proceed,
  );
  const repeats = { left: work.plan.partitions.length + MORE_REPEATS };
  for (const read of refused) await landRefused(work, read, repeats);
  return begun;
}

/**
 * Lands a partition as soon as the other one has been read again: an object that was dropped and made again between the two
 * readings is there no more. If it still is, this one was read before that, and is read again next. One that has an object
 * twice by itself, or that no other partition is known to have, is soon given up.
 */
async function landRefused(work: RunWork, refused: ReadPartition, repeats: { left: number }): Promise<void> {
  let read = refused;
  for (let times = 0; ; times++) {
    const { artifacts, repeated } = await landPartition(work, read);
    await work.register(artifacts);
    if (repeated === undefined) return;
    const { partition } = read;
    const isItsOwn = repeated.partitionId === partition.partitionId;
    if (repeats.left-- === 0 || (isItsOwn && times === MAX_READINGS))
      throw ApplicationFailure.nonRetryable(repeated.message, 'incomplete');
    const other = work.plan.partitions.find(({ partitionId }) => partitionId === repeated.partitionId);
    const stale = times % 2 === 0 && other !== undefined ? other : partition;
    work.readings.set(stale.partitionId, readingOf(work, stale.partitionId) + 1);
    const again = await readPartition(work, stale);
    if (stale === partition) read = { ...again, isFirst: read.isFirst };
    else await landRefused(work, again, repeats);
  }
}
