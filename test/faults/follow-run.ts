import { setTimeout as sleep } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { type RunEnd, runEnd } from '../../client/run-outcome.js';
import type { ExtractionWorkflow } from '../../client/start-run.js';

const POLL_MS = 100;

/** Waits until a workflow's latest execution has ended, whatever becomes of Temporal meanwhile; null when it never does. */
export async function followToEnd(client: Client, runId: string, withinMs: number): Promise<RunEnd | null> {
  const handle = client.workflow.getHandle<ExtractionWorkflow>(runId);
  for (const until = Date.now() + withinMs; Date.now() < until;) {
    await sleep(POLL_MS);
    try {
      const { status } = await handle.describe();
      if (status.name === 'RUNNING') continue;
      const end = await runEnd(handle.result());
      // Reset, it goes on under the same id.
      if ((await handle.describe()).status.name !== 'RUNNING') return end;
    } catch {
      // Temporal is away.
    }
  }
  return null;
}
