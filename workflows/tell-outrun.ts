import { CancellationScope, getExternalWorkflowHandle } from '@temporalio/workflow';
import { outrun } from './messages.js';

/** Tells runs that they can't be published any more: one that is held back would wait for days, and its schedule with it. */
export async function tellOutrun(runIds: readonly string[] = []): Promise<void> {
  await CancellationScope.nonCancellable(() =>
    Promise.allSettled(runIds.map((runId) => getExternalWorkflowHandle(runId).signal(outrun))),
  );
}
