import type { Client } from '@temporalio/client';
import { refusal } from './create.js';
import type { ScheduleDefinition } from './definition.js';
import { findSchedule } from './find-schedule.js';
import { definitionOf, temporalSchedule } from './temporal-schedule.js';

/** What of a schedule's state changes with its definition. */
export interface StateChange {
  /** How many runs it still starts; null for any number, and left as it is unless given. */
  readonly remaining?: number | null;
}

/**
 * Changes the schedule of a connection to what `change` makes of its definition; whether it is paused, and why, stays. Throws
 * `invalid_input` when there is none or Temporal refuses the definition.
 */
export async function updateSchedule(
  client: Client,
  connection: string,
  change: (definition: ScheduleDefinition) => ScheduleDefinition,
  { remaining }: StateChange = {},
): Promise<{ before: ScheduleDefinition; after: ScheduleDefinition }> {
  const { handle, description } = await findSchedule(client, connection);
  const before = definitionOf(description);
  const after = change(before);
  try {
    await handle.update(({ state: { paused, note, remainingActions } }) => {
      const left = remaining === undefined ? remainingActions : (remaining ?? undefined);
      return {
        ...temporalSchedule(connection, after),
        state: {
          paused,
          ...(note !== undefined && { note }),
          ...(left !== undefined && { remainingActions: left }),
        },
      };
    });
  } catch (error) {
    throw refusal(error);
  }
  return { before, after };
}
