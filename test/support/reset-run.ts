import type { WorkflowHandle } from '@temporalio/client';

/** Resets a run to its beginning, as a person does in the Temporal UI: it goes on under its id as another execution. */
export async function resetRun(run: WorkflowHandle): Promise<void> {
  const { runId } = await run.describe();
  const { events } = await run.fetchHistory();
  const begun = events?.find(({ workflowTaskCompletedEventAttributes: completed }) => completed != null);
  await run.client.workflowService.resetWorkflowExecution({
    namespace: 'default',
    workflowExecution: { workflowId: run.workflowId, runId },
    reason: 'by a test',
    requestId: runId,
    workflowTaskFinishEventId: begun?.eventId ?? null,
  });
}
