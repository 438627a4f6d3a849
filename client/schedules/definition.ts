import { ScheduleOverlapPolicy } from '@temporalio/client';
import type { ExtractionInput } from '../../contracts/extraction.js';

/** What becomes of a start that is due while an earlier run goes on; Temporal's own names. */
export type OverlapPolicy = NonNullable<ScheduleOverlapPolicy>;

export const OVERLAP_POLICIES: readonly OverlapPolicy[] = [
  ScheduleOverlapPolicy.SKIP,
  ScheduleOverlapPolicy.BUFFER_ONE,
  ScheduleOverlapPolicy.BUFFER_ALL,
  ScheduleOverlapPolicy.CANCEL_OTHER,
  ScheduleOverlapPolicy.TERMINATE_OTHER,
  ScheduleOverlapPolicy.ALLOW_ALL,
];

/** Two runs of a source at once gain nothing: the one that publishes second is refused. */
export const DEFAULT_OVERLAP: OverlapPolicy = ScheduleOverlapPolicy.SKIP;

/** Starts missed for longer than this, while Temporal was down, are left out; Temporal's default of a year is a stampede. */
export const DEFAULT_CATCHUP_WINDOW_MS = 3_600_000;

/** Temporal makes a shorter window this long. */
export const MIN_CATCHUP_WINDOW_MS = 10_000;

/**
 * Times a run is tried before it counts as failed. A run that can't reach its source fails within seconds, since somebody
 * may be waiting; at night nobody is, and the source may just be starting.
 */
export const DEFAULT_ATTEMPTS = 3;

/** Before the second attempt; each further one waits twice as long, up to an hour. */
export const DEFAULT_RETRY_AFTER_MS = 300_000;

/** What is extracted when, and what happens when a start can't be on time. */
export interface ScheduleDefinition {
  /** Cron expressions in `timeZone`; any of them starts a run. Empty where there is an interval. */
  readonly cron: readonly string[];
  /** Starts at every multiple of `everyMs` since 1970-01-01 UTC, plus `offsetMs`. */
  readonly interval: { readonly everyMs: number; readonly offsetMs: number } | null;
  /** IANA name. */
  readonly timeZone: string;
  /** Longest random delay of a start. */
  readonly jitterMs: number;
  readonly overlap: OverlapPolicy;
  readonly catchupWindowMs: number;
  /** Times a run is tried whose failure may pass; one that can't pass ends it at once. */
  readonly attempts: number;
  /** From the end of the first attempt to the second; each further pause is twice as long, up to an hour. */
  readonly retryAfterMs: number;
  /** Whether it is paused when a run has failed in all its attempts, or for good. */
  readonly pauseOnFailure: boolean;
  /** No start before, and none after. */
  readonly startAt: Date | null;
  readonly endAt: Date | null;
  readonly extraction: Omit<ExtractionInput, 'connection'>;
}
