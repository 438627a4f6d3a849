import { setTimeout as sleep } from 'node:timers/promises';
import { type RunEnd, runEnd } from '../../client/run-outcome.js';
import type { ExtractionWorkflow } from '../../client/start-run.js';
import { EXTRACTION_WORKFLOW, MAIN_TASK_QUEUE } from '../../contracts/names.js';
import type { Lane } from './lane.js';
import { CONNECTION } from './site.js';

/** No run of the small source takes that long, whatever happens to it once or thrice. */
const DEADLINE_MS = 240_000;
const POLL_MS = 100;
/** The sample's few relations in several partitions, so that there are steps side by side. */
const PARTITION_SIZE = 15;

export async function startRun({ client }: Lane, runId: string): Promise<void> {
  await client.workflow.start(EXTRACTION_WORKFLOW, {
    workflowId: runId,
    taskQueue: MAIN_TASK_QUEUE,
    args: [{ connection: CONNECTION, partitionSize: PARTITION_SIZE, allowRemovals: true }],
  });
}

/** Waits until a run's latest execution has ended, whatever becomes of Temporal meanwhile; null when it never does. */
export async function followToEnd({ client }: Lane, runId: string): Promise<RunEnd | null> {
  const handle = client.workflow.getHandle<ExtractionWorkflow>(runId);
  for (const until = Date.now() + DEADLINE_MS; Date.now() < until;) {
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
