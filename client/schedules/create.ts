import { type Client, ScheduleAlreadyRunning } from '@temporalio/client';
import { SourceSenseError } from '../../contracts/failure.js';
import { refusedByTemporal, startFailure } from '../start-run.js';
import type { ScheduleDefinition } from './definition.js';
import { scheduleIdOf } from './identity.js';
import { temporalSchedule } from './temporal-schedule.js';

/** Creates the schedule of a connection; `remaining` bounds how many runs it starts. Throws `invalid_input` when it has one. */
export async function createSchedule(
  client: Client,
  connection: string,
  definition: ScheduleDefinition,
  remaining: number | null = null,
): Promise<void> {
  try {
    await client.schedule.create({
      scheduleId: scheduleIdOf(connection),
      ...temporalSchedule(connection, definition),
      ...(remaining !== null && { state: { remainingActions: remaining } }),
    });
  } catch (error) {
    if (!(error instanceof ScheduleAlreadyRunning)) throw refusal(error);
    throw new SourceSenseError('invalid_input', `The connection ${connection} has a schedule already.`, {
      cause: error,
      remedy: `Change it: sourcesense schedule update ${connection}`,
    });
  }
}

/** What to throw when Temporal refuses a definition; other errors are returned as they are. */
export function refusal(error: unknown): unknown {
  // What the SDK makes of a specification that the server does not understand.
  return error instanceof TypeError ? refusedByTemporal(error.message, error) : startFailure(error);
}
