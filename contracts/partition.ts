import type { KindScope } from './kinds/kind.js';

/**
 * Relations per partition unless the input says otherwise. 10,000 tables with an identity column each are 20,500
 * relations: four partitions, 36 activities. Smaller ones cost the source, the worker and Temporal more (five: 0.7 s of
 * 12.6 s); with larger ones reading, transforming and landing overlap less, more is held in memory at once, and the source
 * sorts on disk.
 */
export const DEFAULT_PARTITION_SIZE = 5200;

/**
 * Columns of a partition's relations on average, beyond which it holds fewer of them: what a run holds in memory goes by
 * columns. Of 10,000 tables of 20 columns, each with a sequence, the average is 11.5.
 */
export const COLUMNS_PER_RELATION = 12;

/** Partitions a run has at most, so that the plan stays bounded in history; larger sources get larger partitions. */
export const MAX_PARTITIONS = 400;

/** A unit of extraction: the whole database's own objects, or a range of relation oids. */
export interface Partition {
  /** `database`, or `relations-0001` and so on: part of artifact keys. */
  readonly partitionId: string;
  readonly scope: KindScope;
  /** Lowest relation oid; 0 for the first partition and for `database`. */
  readonly fromOid: number;
  /** Highest relation oid, included; 4294967295 for the last partition. */
  readonly toOid: number;
}

/** Partitions in work at once: two are read, whose ten activities keep a source's sessions busy, while two land. */
export const PARTITIONS_AT_ONCE = { reading: 2, landing: 2 } as const;

/** The same of an unchanged source: each partition takes one session rather than five, and next to nothing of it lands. */
export const UNCHANGED_PARTITIONS_AT_ONCE = { reading: 4, landing: 4 } as const;
