import type { Client } from '@temporalio/client';
import { SourceSenseError } from '../../contracts/failure.js';
import { findSchedule } from './find-schedule.js';

/** Whether a schedule is paused, and what was said when that last changed. */
export interface PauseState {
  readonly paused: boolean;
  readonly note: string;
  /** False where it was so already. */
  readonly changed: boolean;
}

const NO_REASON = 'no reason given';
/** A note is shown in lists. */
const MAX_REASON_LENGTH = 500;

/** Whether a note is the one that Temporal leaves when it pauses a schedule because a run failed or ran out of time. */
export function wasPausedByFailure(note: string | null): boolean {
  return /^paused due to workflow (failure|timeout): /.test(note ?? '');
}

/** Pauses the schedule of a connection; a reason given for one that is paused takes the place of the one before. */
export async function pauseSchedule(
  client: Client,
  connection: string,
  reason?: string,
): Promise<PauseState> {
  refuseLong(reason);
  const { handle, description } = await findSchedule(client, connection);
  const { paused, note = NO_REASON } = description.state;
  if (paused && reason === undefined) return { paused, note, changed: false };
  await handle.pause(reason ?? NO_REASON);
  return { paused: true, note: reason ?? NO_REASON, changed: !paused };
}

/** Lets a paused schedule start runs again. Starts that were due meanwhile are not made up for. */
export async function resumeSchedule(
  client: Client,
  connection: string,
  reason?: string,
): Promise<PauseState> {
  refuseLong(reason);
  const { handle, description } = await findSchedule(client, connection);
  const { paused, note = NO_REASON } = description.state;
  if (!paused) return { paused, note, changed: false };
  // Temporal keeps one note: what it was paused for stays readable.
  const resumed = reason ?? `resumed; it was paused: ${note}`;
  await handle.unpause(resumed);
  return { paused: false, note: resumed, changed: true };
}

function refuseLong(reason: string | undefined): void {
  if ((reason?.length ?? 0) <= MAX_REASON_LENGTH) return;
  throw new SourceSenseError('invalid_input', `A reason has at most ${MAX_REASON_LENGTH} characters.`);
}
