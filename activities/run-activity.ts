import { ApplicationFailure, CancelledFailure, Context } from '@temporalio/activity';
import { messageOf, redact, SourceSenseError } from '../contracts/failure.js';
import { MAX_PAYLOAD_BYTES } from '../contracts/names.js';

/** Milliseconds between heartbeats; the SDK throttles them to 0.8 of the heartbeat timeout by itself. */
const HEARTBEAT_INTERVAL_MS = 1000;

/** What an activity's body gets. */
export interface ActivityScope {
  /** Aborted when the workflow was cancelled or the worker shuts down. */
  readonly signal: AbortSignal;
  /** Rises with every attempt of the step, across workers and resets: the server's own clock, in milliseconds. */
  readonly epoch: number;
  /** Of this step, from 1. */
  readonly attempt: number;
  /** Tells the heartbeat how many rows have been done. */
  readonly progress: (rows: number) => void;
}

/**
 * Runs the body of an activity: beats while it works, maps what it throws to Temporal's failures once, and refuses a
 * result that is too large for workflow history.
 */
export async function runActivity<T>(body: (scope: ActivityScope) => Promise<T>): Promise<T> {
  const { info, cancellationSignal, heartbeat } = Context.current();
  let rows = 0;
  const beat = setInterval(() => {
    heartbeat({ rows });
  }, HEARTBEAT_INTERVAL_MS);
  try {
    const result = await body({
      signal: cancellationSignal,
      epoch: info.currentAttemptScheduledTimestampMs,
      attempt: info.attempt,
      progress: (count) => {
        rows += count;
      },
    });
    refuseLargePayload(info.activityType, result);
    return result;
  } catch (error) {
    // Asked to stop, by a cancellation or because the worker shuts down; the SDK tells them apart, and a step that a
    // shutdown ended goes on elsewhere (test/e2e/stopped-worker.test.ts).
    if (cancellationSignal.aborted) throw new CancelledFailure('The activity was cancelled.');
    throw toApplicationFailure(error);
  } finally {
    clearInterval(beat);
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
