import { setTimeout as delay } from 'node:timers/promises';
import { WorkflowFailedError } from '@temporalio/client';
import type { ExaminationInput, SourceExamination } from '../contracts/examination.js';
import { type FailureCategory, SourceSenseError } from '../contracts/failure.js';
import { EXAMINATION_WORKFLOW, examinationWorkflowId, MAIN_TASK_QUEUE } from '../contracts/names.js';
import type { sourceExaminationWorkflow } from '../workflows/index.js';
import { failedEnd } from './run-outcome.js';
import type { Session } from './session.js';

/** An examination takes a second; without a worker it is given up after this. */
const EXAMINATION_TIMEOUT = '2 minutes';
/** Nothing has come back by then: a person should know why that may be. */
const NO_WORKER_AFTER_MS = 8000;

/** Has a worker examine a source. Throws what kept it from reaching the source, as a run would fail with. */
export async function examineSource(session: Session, input: ExaminationInput): Promise<SourceExamination> {
  const client = await session.temporal();
  const waiting = new AbortController();
  void remindOfWorker(session, waiting.signal);
  try {
    return await client.workflow.execute<typeof sourceExaminationWorkflow>(EXAMINATION_WORKFLOW, {
      workflowId: examinationWorkflowId(input.connection, new Date()),
      taskQueue: MAIN_TASK_QUEUE,
      args: [input],
      workflowExecutionTimeout: EXAMINATION_TIMEOUT,
    });
  } catch (error) {
    throw error instanceof WorkflowFailedError ? asSourceError(error) : error;
  } finally {
    waiting.abort();
  }
}

function asSourceError(error: WorkflowFailedError): SourceSenseError {
  const end = failedEnd(error.cause);
  if (!('message' in end)) return new SourceSenseError('internal', error.message);
  return new SourceSenseError(end.category as FailureCategory, end.message);
}

async function remindOfWorker({ terminal }: Session, signal: AbortSignal): Promise<void> {
  try {
    await delay(NO_WORKER_AFTER_MS, undefined, { signal, ref: false });
    terminal.note('No worker has answered yet. Start one: sourcesense worker');
  } catch {
    // It has answered.
  }
}
