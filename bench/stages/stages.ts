import type { CpuByProcess } from '../cpu-time.js';
import type { StageClock } from './stage-clock.js';

/** The stages of a run, in order, and what each is. */
export const STAGES = {
  count: 'connecting, counting, cutting into partitions',
  query: 'source query, its rows dropped by the server',
  read: 'source query, transfer, rows into batches',
  filter: 'deciding which objects are wanted',
  encode: 'batches into Parquet, raw and catalog artifacts',
  store: 'hashing, writing and looking for artifacts',
  report: 'reports of reads, to the catalog',
  decode: 'Parquet into batches, where they are not at hand any more',
  transform: 'identities and fingerprints',
  load: 'into the catalog',
  recount: 'counting again, looking for changes',
  register: 'artifacts into the registry',
  publish: 'reconciling and publishing',
} as const;

export type Stage = keyof typeof STAGES;

export type Clock = StageClock<Stage>;

/** Of which process besides this one a stage is the work, in seconds. */
export type ServerCpu = Partial<Record<Stage, Pick<CpuByProcess, 'source' | 'catalog'>>>;

/** What a run by stages took. */
export interface StagedRun {
  readonly clock: Clock;
  readonly servers: ServerCpu;
  /** Rows of all kinds that were read. */
  readonly rows: number;
}
