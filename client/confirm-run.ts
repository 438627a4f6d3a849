import type { Client } from '@temporalio/client';
import { SourceSenseError } from '../contracts/failure.js';
import { CONFIRM_UPDATE } from '../contracts/names.js';
import { describeRun } from './describe-run.js';
import { updateRun } from './update-run.js';

/**
 * Lets a run that is held back be published. Throws `invalid_input` when it is not held back, or there is no such run, and
 * `unreachable` when no worker takes the confirmation.
 */
export async function confirmRun(client: Client, runId: string): Promise<void> {
  const { outcome } = await describeRun(client, runId);
  const refusal = `The run ${runId} is not held back`;
  if (outcome !== 'held') {
    throw new SourceSenseError('invalid_input', `${refusal}: ${outcome}.`, {
      remedy: '`sourcesense list` shows those that are.',
    });
  }
  await updateRun(client, runId, { name: CONFIRM_UPDATE, refusal });
}
