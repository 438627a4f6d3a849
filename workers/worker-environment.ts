/**
 * How the process of a worker is started: by `sourcesense up`, by the bench, and the same in the Dockerfile. With them a
 * worker takes less memory and no more of the processor (docs/benchmarks.md); without them it works as well. Elsewhere than
 * with glibc those of its allocator do nothing.
 */
export const WORKER_ENVIRONMENT = {
  /** Else glibc keeps what native threads free in up to eight heaps per core, none of which has room for another. */
  MALLOC_ARENA_MAX: '1',
  /** Larger blocks, in bytes, go back to the system. Else glibc takes that from the largest block freed, and keeps their room. */
  MALLOC_MMAP_THRESHOLD_: '262144',
  /** Half of what V8 takes, twice, for values that have just been made, in MB. */
  NODE_OPTIONS: '--max-semi-space-size=8',
} as const;
