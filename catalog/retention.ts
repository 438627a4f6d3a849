/**
 * Which runs of a source are kept: its latest published ones by number, or those whose state was current at any moment
 * since a time. The published run is kept always, and whatever began later.
 */
export type KeptRuns = { readonly latest: number } | { readonly since: Date };

/** What pruning removed of a source, or would remove. */
export interface PrunedSource {
  readonly connection: string;
  /** In the order in which they began. */
  readonly runIds: readonly string[];
  /** Versions that no kept run sees. */
  readonly versions: number;
  /** Registrations of the removed runs' artifacts: what is stored of them is garbage from now on. */
  readonly artifacts: number;
  readonly sizeBytes: number;
}

/** How long the catalog remembers. */
export interface CatalogRetention {
  /**
   * Removes the runs of a source that are older than the oldest kept one: their ledgers, gaps, moved objects and
   * artifacts' registrations, then the versions that only they see. Their records stay, with the status `pruned`, so that
   * the run that a version began with keeps its date. What a kept run sees, and what lies between two of them, does not
   * change. Killed in the middle, the next call removes the rest; beside it runs may land and be published.
   */
  prune(connection: string, keep: KeptRuns, options: { readonly dryRun: boolean }): Promise<PrunedSource>;
}
