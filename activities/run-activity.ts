import { ApplicationFailure, CancelledFailure, Context } from '@temporalio/activity';
import { messageOf, redact, SourceSenseError } from '../contracts/failure.js';
import { MAX_PAYLOAD_BYTES } from '../contracts/names.js';
import type { CostMeter } from '../sources/cost-meter.js';
import type { ActivityDeps } from './deps.js';
import { StepWatch } from './step-watch.js';
import { watchedDeps } from './watched-deps.js';

/** Milliseconds between heartbeats; the SDK throttles them to 0.8 of the heartbeat timeout by itself. */
const HEARTBEAT_INTERVAL_MS = 1000;

/**
 * Milliseconds that a body has to end after it was told to: sessions are closed within 5 s also where the other side
 * doesn't answer. Then the attempt ends without it; what it would still write is fenced.
 */
const END_WITHIN_MS = 8000;

/** What an activity's body gets. */
export interface ActivityScope {
  /** Aborted when the workflow was cancelled, the worker shuts down, or the step has stalled. */
  readonly signal: AbortSignal;
  /** Rises with every attempt of the step, across workers and resets: the server's own clock, in milliseconds. */
  readonly epoch: number;
  /** Of this step, from 1. */
  readonly attempt: number;
  /** Tells the heartbeat how many rows have been done. */
  readonly progress: (rows: number) => void;
  /** Makes a meter for reads of the source, by which it is seen whether they get further. */
  readonly costMeter: () => CostMeter;
}

export interface RunActivityOptions {
  /** Whether a cancellation waits for the body, which is one transaction: nobody else could say how it ended. */
  readonly isAtomic?: boolean;
}

/**
 * Runs the body of an activity with dependencies whose use is watched: beats while it works, ends it when nothing moves any
 * more, maps what it throws to Temporal's failures once, and refuses a result that is too large for workflow history.
 */
export async function runActivity<T>(
  deps: ActivityDeps,
  body: (deps: ActivityDeps, scope: ActivityScope) => Promise<T>,
  { isAtomic = false }: RunActivityOptions = {},
): Promise<T> {
  const { info, cancellationSignal, heartbeat } = Context.current();
  const watch = new StepWatch(info.activityType, deps.stalledAfterMs);
  const stalled = new AbortController();
  const beat = setInterval(() => {
    heartbeat(watch.heartbeat());
    const stall = watch.passed(HEARTBEAT_INTERVAL_MS);
    if (stall !== undefined) stalled.abort(stall);
  }, HEARTBEAT_INTERVAL_MS);
  const signal = AbortSignal.any([cancellationSignal, stalled.signal]);
  const scope: ActivityScope = {
    signal,
    epoch: info.currentAttemptScheduledTimestampMs,
    attempt: info.attempt,
    progress: (rows) => {
      watch.progress(rows);
    },
    costMeter: () => watch.meter(),
  };
  try {
    const work = body(watchedDeps(deps, watch), scope);
    const result = await unlessStuck(work, isAtomic ? stalled.signal : signal);
    refuseLargePayload(info.activityType, result);
    return result;
  } catch (error) {
    // Asked to stop, by a cancellation or because the worker shuts down; the SDK tells them apart, and a step that a
    // shutdown ended goes on elsewhere (test/e2e/stopped-worker.test.ts).
    if (cancellationSignal.aborted) throw new CancelledFailure('The activity was cancelled.');
    throw toApplicationFailure(stalled.signal.aborted ? stalled.signal.reason : error);
  } finally {
    clearInterval(beat);
  }
}

/** Ends as the work does; or with the signal's reason, when the work has not ended some time after it was told to. */
async function unlessStuck<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  let onAbort: () => void = () => undefined;
  const told = new Promise<void>((resolve) => {
    onAbort = () => {
      timer = setTimeout(resolve, END_WITHIN_MS);
    };
    signal.addEventListener('abort', onAbort, { once: true });
    if (signal.aborted) onAbort();
  });
  const stuck = told.then(() => {
    signal.throwIfAborted();
    return work;
  });
  try {
    return await Promise.race([work, stuck]);
  } finally {
    clearTimeout(timer);
    signal.removeEventListener('abort', onAbort);
  }
}

function refuseLargePayload(activityType: string, result: unknown): void {
  const sizeBytes = Buffer.byteLength(JSON.stringify(result ?? null));
  if (sizeBytes <= MAX_PAYLOAD_BYTES) return;
  throw new SourceSenseError(
    'payload_too_large',
    `${activityType} returned ${sizeBytes} bytes; workflow history takes at most ${MAX_PAYLOAD_BYTES}.`,
  );
}

/** An error as a Temporal failure: its category is the type, which decides about retries; messages hold no secrets. */
function toApplicationFailure(error: unknown): ApplicationFailure {
  if (error instanceof ApplicationFailure) return error;
  if (error instanceof SourceSenseError) {
    const { category, message, sqlState, remedy, retryable } = error;
    return ApplicationFailure.create({
      message,
      type: category,
      nonRetryable: !retryable,
      details: [{ sqlState: sqlState ?? null, remedy: remedy ?? null }],
    });
  }
  return ApplicationFailure.create({ message: redact(messageOf(error)), type: 'internal' });
}
