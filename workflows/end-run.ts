import {
  ActivityFailure,
  ApplicationFailure,
  CancellationScope,
  CancelledFailure,
  isCancellation,
  TimeoutFailure,
  log,
} from '@temporalio/workflow';
import { abandonRun } from './activity-proxies.js';
import type { RunProgress } from './run-progress.js';

/** The failure underneath an activity's, with its sentence; so that the workflow itself fails with that sentence. */
function rootFailure(error: unknown): Error {
  if (error instanceof ActivityFailure) {
    const { cause, activityType } = error;
    if (cause instanceof TimeoutFailure) {
      return ApplicationFailure.create({
        message: `${activityType} did not end in time (${cause.timeoutType}). Is a worker running, and the source answering?`,
        type: 'timeout',
        nonRetryable: true,
        cause: error,
      });
    }
    if (cause instanceof ApplicationFailure) {
      const { message, type, details, nonRetryable } = cause;
      return ApplicationFailure.create({
        message,
        // Of the run as a whole: a schedule tries again what may pass, such as a source that can't be reached.
        nonRetryable: nonRetryable !== false,
        ...(typeof type === 'string' && { type }),
        ...(details !== null && details !== undefined && { details }),
      });
    }
  }
  return error instanceof Error ? error : new Error(String(error));
}

/**
 * Ends a run that will not be published: drops what it landed, whatever else happens, and returns what the workflow is
 * to throw. One that somebody cancelled is cancelled, also when a step failed before it heard of that. A clean-up that
 * fails is logged only, since the source's next run cleans up too.
 */
export async function endRun(error: unknown, runId: string, progress: RunProgress): Promise<Error> {
  const isCancelled = isCancellation(error) || CancellationScope.current().consideredCancelled;
  const outcome = isCancelled ? 'cancelled' : 'failed';
  const failure = isCancelled ? new CancelledFailure('The run was cancelled.') : rootFailure(error);
  await CancellationScope.nonCancellable(async () => {
    try {
      await abandonRun({ runId, outcome, message: failure.message });
    } catch (cleanUpError) {
      log.warn('clean-up failed; the next run of this source repeats it', { error: cleanUpError });
    }
    progress.finish(outcome);
  });
  return failure;
}
