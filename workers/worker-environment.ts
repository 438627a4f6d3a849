/**
 * How the process of a worker is started: by `sourcesense up`, by the bench, and the same in the Dockerfile. With them a
 * worker takes less memory and no more of the processor (docs/benchmarks.md); without them it works as well. Elsewhere than
 * with glibc those of its allocator do nothing.
 */
export const WORKER_ENVIRONMENT = {
  /** Else glibc keeps what native threads free in up to eight arenas per core. */
  MALLOC_ARENA_MAX: '2',
  /**
   * Batches of rows are larger, in bytes, and go back to the system when they are freed. Else glibc raises this to the
   * largest block that was ever freed, up to 32 MB, and keeps them in a heap that can't shrink.
   */
  MALLOC_MMAP_THRESHOLD_: String(128 * 1024),
  /** Half of what V8 takes, twice, for values that have just been made, in MB. */
  NODE_OPTIONS: '--max-semi-space-size=8',
} as const;
