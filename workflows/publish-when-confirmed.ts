import { ActivityFailure, ApplicationFailure, condition, setHandler } from '@temporalio/workflow';
import type { PublishedRun, PublishInput } from '../activities/publish-run.js';
import { publishRun } from './activity-proxies.js';
import { confirmPublication, outrun } from './messages.js';
import type { RunProgress } from './run-progress.js';

/** How long a run that is held back waits for somebody: over a weekend and more; its schedule starts no other meanwhile. */
const HELD_FOR_DAYS = 7;
const HELD_FOR_MS = HELD_FOR_DAYS * 24 * 60 * 60 * 1000;

/**
 * Publishes a run; one that would remove too much waits, landed as it is, until somebody confirms it or cancels the run,
 * or another run of the source is published first, which the catalog then says.
 */
export async function publishWhenConfirmed(
  input: PublishInput,
  progress: RunProgress,
): Promise<PublishedRun> {
  try {
    return await publishRun(input);
  } catch (error) {
    const held = heldBack(error);
    if (held === undefined) throw error;
    const until = new Date(Date.now() + HELD_FOR_MS).toISOString().slice(0, 16).replace('T', ' ');
    progress.hold(`${held.message} It waits until ${until} UTC, then it ends as failed.`);
    const allowRemovals = await confirmed(input.runId);
    progress.goOn();
    return await publishRun({ ...input, allowRemovals });
  }
}

/** Whether somebody confirmed the run; false when it was outrun. Throws `held` when nobody did in time. */
async function confirmed(runId: string): Promise<boolean> {
  let isConfirmed = false;
  let isOutrun = false;
  setHandler(
    confirmPublication,
    () => {
      isConfirmed = true;
    },
    {
      validator: () => {
        if (isConfirmed || isOutrun) throw new Error('It is held back no more.');
      },
    },
  );
  setHandler(outrun, () => {
    isOutrun = true;
  });
  if (!(await condition(() => isConfirmed || isOutrun, HELD_FOR_MS))) {
    throw ApplicationFailure.nonRetryable(
      `Run ${runId} was held back, and nobody confirmed it within ${HELD_FOR_DAYS} days. Nothing was published; extract again.`,
      'held',
    );
  }
  return isConfirmed;
}

function heldBack(error: unknown): ApplicationFailure | undefined {
  const cause = error instanceof ActivityFailure ? error.cause : undefined;
  return cause instanceof ApplicationFailure && cause.type === 'held' ? cause : undefined;
}
