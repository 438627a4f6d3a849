import {
  type Client,
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
  try {
    await client.withDeadline(Date.now() + ANSWER_TIMEOUT_MS, () =>
      client.workflow.getHandle(runId).executeUpdate<unknown, [unknown]>(name, { args: [input] }),
    );
  } catch (error) {
    if (error instanceof WorkflowUpdateFailedError) {
      throw new SourceSenseError('invalid_input', `${refusal}: ${messageOf(error.cause ?? error)}`, {
        remedy: `How it stands: sourcesense status ${runId}`,
      });
    }
    if (error instanceof WorkflowNotFoundError) throw await ended(client, runId, refusal);
    if (!(error instanceof WorkflowUpdateRPCTimeoutOrCancelledError)) throw error;
    throw new SourceSenseError('unreachable', `No worker took what the run ${runId} was asked for.`, {
      cause: error,
      remedy: `Start one (\`sourcesense worker\`), then see how the run stands: sourcesense status ${runId}`,
    });
  }
}

/** Temporal answers the same for a run that it does not know and for one that has ended. */
async function ended(client: Client, runId: string, refusal: string): Promise<SourceSenseError> {
  try {
    await client.workflow.getHandle(runId).describe();
  } catch {
    return unknownRun(runId);
  }
  return new SourceSenseError('invalid_input', `${refusal}: it has ended.`, {
    remedy: `How it ended: sourcesense status ${runId}`,
  });
}
