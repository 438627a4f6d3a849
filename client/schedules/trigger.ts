import { setTimeout as delay } from 'node:timers/promises';
import type { Client, ScheduleHandle } from '@temporalio/client';
import { refuseSkipped } from './blocked-start.js';
import type { OverlapPolicy } from './definition.js';
import { findSchedule } from './find-schedule.js';

/** Temporal starts it within a fraction of a second, unless it has to wait for another run. */
const START_TIMEOUT_MS = 5000;
const POLL_INTERVAL_MS = 100;

/**
 * Starts a run of a connection's schedule now, by its overlap policy or another; also of one that is paused. Answers the
 * run's id, or null when it has not started within 5 s. Throws `invalid_input` when there is no schedule, or the start would
 * be skipped.
 */
export async function triggerSchedule(
  client: Client,
  connection: string,
  overlap?: OverlapPolicy,
): Promise<string | null> {
  const { handle, description } = await findSchedule(client, connection);
  const policy = overlap ?? description.policies.overlap ?? 'SKIP';
  await refuseSkipped(client, connection, description, policy);
  const before = new Set(description.info.recentActions.map(({ action }) => action.workflow.workflowId));
  await handle.trigger(policy);
  return startedRun(handle, before);
}

async function startedRun(handle: ScheduleHandle, before: ReadonlySet<string>): Promise<string | null> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline) {
    const { info } = await handle.describe();
    const ids = info.recentActions.map(({ action }) => action.workflow.workflowId);
    const started = ids.find((id) => !before.has(id));
    if (started !== undefined) return started;
    await delay(POLL_INTERVAL_MS);
  }
  return null;
}
