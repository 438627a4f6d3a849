import type { RunRecord } from './provider.js';

/** What has to be known of two runs to compare them. */
export interface RunComparison {
  /** The published runs of a connection, latest first; those before a run, where its number is given. */
  publishedRuns(connection: string, limit: number, before?: bigint): Promise<RunRecord[]>;
  /**
   * Whether two runs, and all published ones of their source since the earlier one, read one and the same database. The
   * catalog keeps an object's oid with its version, and renews it with every run that finds it unchanged: only then do the
   * oids of two versions mean the same. False for runs of two sources, and where a source did not say who it is.
   */
  readSameDatabase(runId: string, otherId: string): Promise<boolean>;
}
