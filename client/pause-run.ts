import type { Client } from '@temporalio/client';
import type { PauseInput } from '../contracts/extraction.js';
import { PAUSE_UPDATE, RESUME_UPDATE } from '../contracts/names.js';
import { updateRun } from './update-run.js';

/**
 * Pauses a run: nothing is read from the source any more within seconds, until it is resumed. Throws as `updateRun` does,
 * `invalid_input` when it is paused already or being published.
 */
export function pauseRun(client: Client, runId: string, input: PauseInput): Promise<void> {
  return updateRun(client, runId, { name: PAUSE_UPDATE, input, refusal: `The run ${runId} can't be paused` });
}

/** Lets a paused run go on. Throws as `updateRun` does, `invalid_input` when it is not paused. */
export function resumeRun(client: Client, runId: string): Promise<void> {
  return updateRun(client, runId, { name: RESUME_UPDATE, refusal: `The run ${runId} can't be resumed` });
}
