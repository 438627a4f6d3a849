import { randomUUID } from 'node:crypto';
import {
  type Client,
  type WorkflowHandle,
  WorkflowNotFoundError,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { messageOf, SourceSenseError } from '../contracts/failure.js';
import { unknownRun } from './describe-run.js';

/**
 * A worker answers within a second, the one after a worker that was killed within ten: so long the server keeps a workflow's
 * tasks for who had it before (sticky execution). Without any it would wait for longer than people do.
 */
const ANSWER_TIMEOUT_MS = 30_000;

/** Something that a run is asked to do. */
export interface RunUpdate {
  readonly name: string;
  readonly input?: unknown;
  /** What the run does not do, if it refuses: `The run is not paused`. */
  readonly refusal: string;
}

/**
 * Asks a run to do something. Throws `invalid_input` with the run's own reason when it refuses or there is no such run that
 * goes on, and `unreachable` when no worker takes the update.
 */
export async function updateRun(client: Client, runId: string, update: RunUpdate): Promise<void> {
  const { name, input, refusal } = update;
  const handle = client.workflow.getHandle(runId);
  const deadlineMs = Date.now() + ANSWER_TIMEOUT_MS;
  // The same each time: a reset takes over what was accepted.
  const updateId = randomUUID();
  for (;;) {
    try {
      await client.withDeadline(deadlineMs, () =>
        handle.executeUpdate<unknown, [unknown]>(name, { args: [input], updateId }),
      );
      return;
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw explained(error, runId, refusal);
      // One that is reset or continues as new closes before it has answered, and goes on under the same id.
      if (await hasEnded(handle)) {
        throw new SourceSenseError('invalid_input', `${refusal}: it has ended.`, {
          remedy: `How it ended: sourcesense status ${runId}`,
        });
      }
    }
  }
}

/** Why a run did not do what it was asked for, as its users are told. */
function explained(error: unknown, runId: string, refusal: string): unknown {
  if (error instanceof WorkflowUpdateFailedError) {
    return new SourceSenseError('invalid_input', `${refusal}: ${messageOf(error.cause ?? error)}`, {
      remedy: `How it stands: sourcesense status ${runId}`,
    });
  }
  if (!(error instanceof WorkflowUpdateRPCTimeoutOrCancelledError)) return error;
  return new SourceSenseError('unreachable', `No worker took what the run ${runId} was asked for.`, {
    cause: error,
    remedy: `Start one (\`sourcesense worker\`), then see how the run stands: sourcesense status ${runId}`,
  });
}

/** Temporal answers an update in the same way for a run that has ended and for one that it does not know: `invalid_input`. */
async function hasEnded(handle: WorkflowHandle): Promise<boolean> {
  try {
    return (await handle.describe()).status.name !== 'RUNNING';
  } catch (error) {
    throw error instanceof WorkflowNotFoundError ? unknownRun(handle.workflowId) : error;
  }
}
