import type { Client } from '@temporalio/client';
import { inLanes } from '../artifacts/in-lanes.js';
import { createSchedule } from './create.js';
import { lookForSchedule } from './find-schedule.js';
import { LANES, type SchedulePlan } from './plan.js';
import { updateSchedule } from './update.js';

/** Does what a plan says. What is done when it fails stays done: planned again, only the rest is left. */
export async function applyPlan(client: Client, plan: SchedulePlan): Promise<void> {
  await inLanes(plan.create, LANES, ({ connection, definition }) =>
    createSchedule(client, connection, definition),
  );
  await inLanes(plan.update, LANES, async ({ connection, definition }) => {
    await updateSchedule(client, connection, () => definition);
  });
  await inLanes(plan.delete, LANES, async (connection) => {
    // Lists lag behind: it may be gone already.
    await (await lookForSchedule(client, connection))?.handle.delete();
  });
}
