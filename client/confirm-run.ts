import {
  type Client,
  WorkflowUpdateFailedError,
  WorkflowUpdateRPCTimeoutOrCancelledError,
} from '@temporalio/client';
import { SourceSenseError } from '../contracts/failure.js';
import { CONFIRM_UPDATE } from '../contracts/names.js';
import { describeRun } from './describe-run.js';

/**
 * A worker answers within a second, the one after a worker that was killed within ten: so long the server keeps a workflow's
 * tasks for who had it before (sticky execution). Without any it would wait for longer than people do.
 */
const ANSWER_TIMEOUT_MS = 30_000;

/**
 * Lets a run that is held back be published. Throws `invalid_input` when it is not held back, or there is no such run, and
 * `unreachable` when no worker takes the confirmation.
 */
export async function confirmRun(client: Client, runId: string): Promise<void> {
  const { outcome } = await describeRun(client, runId);
  if (outcome !== 'held') throw notHeld(runId, outcome);
  try {
    await client.withDeadline(Date.now() + ANSWER_TIMEOUT_MS, () =>
      client.workflow.getHandle(runId).executeUpdate(CONFIRM_UPDATE),
    );
  } catch (error) {
    if (error instanceof WorkflowUpdateFailedError) throw notHeld(runId, 'it was decided just now');
    if (!(error instanceof WorkflowUpdateRPCTimeoutOrCancelledError)) throw error;
    throw new SourceSenseError('unreachable', `No worker took the confirmation of the run ${runId}.`, {
      cause: error,
      remedy: `Start one (\`sourcesense worker\`), then see whether it is still held back: sourcesense status ${runId}`,
    });
  }
}

function notHeld(runId: string, state: string): SourceSenseError {
  return new SourceSenseError('invalid_input', `The run ${runId} is not held back: ${state}.`, {
    remedy: '`sourcesense list` shows those that are.',
  });
}
