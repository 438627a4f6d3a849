import { setTimeout as delay } from 'node:timers/promises';
import type { WorkflowHandle } from '@temporalio/client';

const PATIENCE_MS = 20_000;
const POLL_MS = 50;

/** Waits until a run is past its first contact: one whose table is locked waits for it from then on. */
export async function untilReading(handle: WorkflowHandle): Promise<void> {
  let waitsFor = 'nothing';
  for (const until = Date.now() + PATIENCE_MS; Date.now() < until;) {
    const { raw, status } = await handle.describe();
    if (raw.pendingActivities?.some(({ activityType }) => activityType?.name?.startsWith('extract'))) return;
    const pending = raw.pendingActivities?.map(
      ({ activityType, attempt, lastFailure }) =>
        `${activityType?.name ?? ''} #${String(attempt)}: ${lastFailure?.message ?? 'no failure yet'}`,
    );
    waitsFor = `${status.name}; ${pending?.join('; ') ?? ''}`;
    await delay(POLL_MS);
  }
  throw new Error(`${handle.workflowId} did not begin to read (${waitsFor}).`);
}
