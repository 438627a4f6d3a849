import {
  type Client,
  type ScheduleDescription,
  type ScheduleHandle,
  ScheduleNotFoundError,
} from '@temporalio/client';
import { SourceSenseError } from '../../contracts/failure.js';
import { nearestName } from '../../contracts/nearest-name.js';
import { connectionOf, scheduleIdOf } from './identity.js';

export interface FoundSchedule {
  readonly handle: ScheduleHandle;
  readonly description: ScheduleDescription;
}

/** The schedule of a connection. Throws `invalid_input`, with the nearest name, when there is none, or it is not ours. */
export async function findSchedule(client: Client, connection: string): Promise<FoundSchedule> {
  const found = await lookForSchedule(client, connection);
  if (found !== null) return found;
  const nearest = nearestName(connection, await scheduledConnections(client));
  throw new SourceSenseError('invalid_input', `The connection ${connection} has no schedule.`, {
    remedy: `${nearest === null ? '' : `Did you mean ${nearest}? `}\`sourcesense schedule list\` shows those there are.`,
  });
}

/** The schedule of a connection, null when it has none. Throws `invalid_input` for one that is not ours. */
export async function lookForSchedule(client: Client, connection: string): Promise<FoundSchedule | null> {
  const scheduleId = scheduleIdOf(connection);
  const handle = client.schedule.getHandle(scheduleId);
  try {
    const description = await handle.describe();
    const { workflowType } = description.action;
    if (connectionOf(scheduleId, workflowType) !== null) return { handle, description };
    throw new SourceSenseError(
      'invalid_input',
      `The schedule ${scheduleId} is not of SourceSense: it starts ${workflowType}.`,
      { remedy: 'It is left alone; delete it with what made it, or name the connection otherwise.' },
    );
  } catch (error) {
    if (error instanceof ScheduleNotFoundError) return null;
    throw error;
  }
}

/** The connections that have a schedule. */
export async function scheduledConnections(client: Client): Promise<string[]> {
  const connections: string[] = [];
  for await (const { scheduleId, action } of client.schedule.list()) {
    const connection = connectionOf(scheduleId, action?.workflowType);
    if (connection !== null) connections.push(connection);
  }
  return connections;
}
