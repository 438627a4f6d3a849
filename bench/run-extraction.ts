import type { Client } from '@temporalio/client';
import { EXTRACTION_WORKFLOW, extractionWorkflowId, MAIN_TASK_QUEUE } from '../contracts/names.js';
import type { ExtractionInput, ExtractionResult } from '../contracts/extraction.js';
import { timed } from './measure.js';
import { type TemporalShare, temporalShare } from './temporal-share.js';

export interface MeasuredRun {
  /** From asking Temporal to start the workflow until its result was here: the run was published. */
  readonly elapsedMs: number;
  readonly activities: number;
  readonly historyEvents: number;
  /** Objects of all kinds that landed: extracted, or told by the source to be unchanged. */
  readonly objects: number;
  readonly temporal: TemporalShare;
  readonly result: ExtractionResult;
}

/** Extracts a configured connection through the real workflow. Throws when the run was not complete. */
export async function runExtraction(client: Client, connection: string): Promise<MeasuredRun> {
  const workflowId = extractionWorkflowId(connection, new Date());
  const { result, elapsedMs } = await timed(async () => {
    const handle = await client.workflow.start(EXTRACTION_WORKFLOW, {
      workflowId,
      taskQueue: MAIN_TASK_QUEUE,
      args: [{ connection } satisfies ExtractionInput],
    });
    return (await handle.result()) as ExtractionResult;
  });
  if (result.outcome !== 'completed') {
    throw new Error(`The run ${workflowId} ended ${result.outcome}: it can't be compared.`);
  }
  const history = await client.workflow.getHandle(workflowId).fetchHistory();
  const events = history.events ?? [];
  return {
    elapsedMs,
    activities: events.filter((event) => event.activityTaskScheduledEventAttributes).length,
    historyEvents: events.length,
    objects: result.ledger.reduce((sum, { extracted, unchanged }) => sum + extracted + unchanged, 0),
    temporal: temporalShare(history),
    result,
  };
}
