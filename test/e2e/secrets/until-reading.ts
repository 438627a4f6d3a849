import { setTimeout as delay } from 'node:timers/promises';
import type { WorkflowExecutionDescription, WorkflowHandle } from '@temporalio/client';

const PATIENCE_MS = 20_000;
const POLL_MS = 50;

/** Waits until a run is past its first contact: one whose table is locked waits for it from then on. */
export async function untilReading(handle: WorkflowHandle): Promise<void> {
  for (const until = Date.now() + PATIENCE_MS; ;) {
    const described = await handle.describe();
    const pending = described.raw.pendingActivities ?? [];
    if (pending.some(({ activityType }) => activityType?.name?.startsWith('extract'))) return;
    if (Date.now() >= until)
      throw new Error(`${handle.workflowId} did not begin to read (${standing(described)}).`);
    await delay(POLL_MS);
  }
}

function standing({ status, raw }: WorkflowExecutionDescription): string {
  const pending = raw.pendingActivities?.map(
    ({ activityType, attempt, lastFailure }) =>
      `${activityType?.name ?? ''} #${String(attempt)}: ${lastFailure?.message ?? 'no failure yet'}`,
  );
  return [status.name, ...(pending ?? [])].join('; ');
}
