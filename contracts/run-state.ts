import type { RunMode } from './extraction.js';
import type { Partition } from './partition.js';
import type { Kind } from './kinds/index.js';

/** What a source says of itself for a later run to compare. */
export interface SourceState {
  /**
   * Which source it is, by things that have names (`timeline`, `server version`): where one of them differs, nothing that
   * was read before says anything of now.
   */
  readonly identity: Readonly<Record<string, string>>;
  /** Digest of all that definitions are made of: where it is the same, so are they. */
  readonly fingerprint: string;
  /** How much of it there is, for finding out later whether any of it was written since. */
  readonly extent: string;
}

/** How a run found its source and what it decided: kept with the run, for its own steps and for the run after it. */
export interface RunState extends Omit<SourceState, 'fingerprint'> {
  /** Version of the program that read. */
  readonly program: string;
  /** Null when definitions were written while the run read: then it is not known of what moment they are. */
  readonly fingerprint: string | null;
  readonly partitionSize: number;
  readonly partitions: readonly Partition[];
  readonly mode: RunMode;
  /** Kinds whose definitions are those of the published run, by the fingerprint: none of them is read. */
  readonly unchangedKinds: readonly Kind[];
  /** The source's moment before the first read, in its own terms. */
  readonly snapshot: string;
  /**
   * The number of the first reading of each partition. 1, unless the run began again and found another source, or was to
   * read it otherwise: what it had read before says nothing then, and this is above all numbers of those readings.
   */
  readonly firstReading: number;
  /** All that decides what a step reads, besides the fingerprint: where both are the same, so is what is checkpointed. */
  readonly conditions: string;
}
