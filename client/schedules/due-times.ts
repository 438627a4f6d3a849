import type { Client } from '@temporalio/client';
import { msToTs, requiredTsToDate } from '@temporalio/common/lib/time.js';
import { scheduleIdOf } from './identity.js';

/** The times at which a schedule is due between two moments, both included, as the server computes them. */
export async function dueTimes(client: Client, connection: string, from: Date, to: Date): Promise<Date[]> {
  const { startTime } = await client.workflowService.listScheduleMatchingTimes({
    namespace: client.options.namespace,
    scheduleId: scheduleIdOf(connection),
    startTime: msToTs(from.getTime()),
    endTime: msToTs(to.getTime()),
  });
  return startTime.map((time) => requiredTsToDate(time, 'startTime'));
}
