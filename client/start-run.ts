import {
  type Client,
  isGrpcServiceError,
  WorkflowExecutionAlreadyStartedError,
  type WorkflowHandle,
} from '@temporalio/client';
import { defineSearchAttributeKey, TypedSearchAttributes } from '@temporalio/common';
import type { ExtractionInput } from '../contracts/extraction.js';
import { SourceSenseError } from '../contracts/failure.js';
import {
  EXTRACTION_WORKFLOW,
  extractionWorkflowId,
  MAIN_TASK_QUEUE,
  SEARCH_ATTRIBUTES,
} from '../contracts/names.js';
import type { metadataExtractionWorkflow } from '../workflows/index.js';

/** The workflow, as the client's types see it. */
export type ExtractionWorkflow = typeof metadataExtractionWorkflow;
export type RunHandle = WorkflowHandle<ExtractionWorkflow>;

/** A run that was started, now or before. */
export interface StartedRun {
  readonly handle: RunHandle;
  /** Temporal's own id of its execution. */
  readonly temporalRunId: string;
}

/** gRPC's INVALID_ARGUMENT. */
const INVALID_ARGUMENT = 3;

/** What lists of runs are filtered by from the first moment; the workflow keeps the others up to date. */
export function sourceAttribute(connection: string): TypedSearchAttributes {
  const key = defineSearchAttributeKey(SEARCH_ATTRIBUTES.source, 'KEYWORD');
  return new TypedSearchAttributes([{ key, value: connection }]);
}

/**
 * Starts an extraction, or returns the handle of the one with the same connection and logical time: one that goes on, or
 * one that is published. One that failed or was cancelled begins again, and finds what it has checkpointed.
 */
export async function startRun(
  client: Client,
  input: ExtractionInput,
  logicalTime = new Date(),
): Promise<StartedRun> {
  return startRunOf(client, input, extractionWorkflowId(input.connection, logicalTime));
}

/** The same for the id of a run. */
export async function startRunOf(
  client: Client,
  input: ExtractionInput,
  workflowId: string,
): Promise<StartedRun> {
  try {
    const handle = await client.workflow.start<ExtractionWorkflow>(EXTRACTION_WORKFLOW, {
      workflowId,
      taskQueue: MAIN_TASK_QUEUE,
      args: [input],
      workflowIdConflictPolicy: 'USE_EXISTING',
      workflowIdReusePolicy: 'ALLOW_DUPLICATE_FAILED_ONLY',
      typedSearchAttributes: sourceAttribute(input.connection),
    });
    return { handle, temporalRunId: handle.firstExecutionRunId };
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw startFailure(error);
    const handle = client.workflow.getHandle<ExtractionWorkflow>(workflowId);
    return { handle, temporalRunId: (await handle.describe()).runId };
  }
}

/** A request that Temporal refuses, as a sentence; also for a schedule's creation. Other errors are returned as they are. */
export function startFailure(error: unknown): unknown {
  const cause = error instanceof Error && isGrpcServiceError(error.cause) ? error.cause : error;
  if (!isGrpcServiceError(cause) || (cause.code as number) !== INVALID_ARGUMENT) return error;
  return refusedByTemporal(cause.details, error);
}

/** A request that is wrong in itself, as Temporal says it. */
export function refusedByTemporal(reason: string, cause: unknown): SourceSenseError {
  return new SourceSenseError('invalid_input', `Temporal refuses this: ${reason}.`, {
    cause,
    ...(reason.includes(SEARCH_ATTRIBUTES.source) && {
      remedy: 'Start a worker (`sourcesense worker`), which makes the search attribute, then try again.',
    }),
  });
}
