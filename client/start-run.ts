import { type Client, isGrpcServiceError, type WorkflowHandleWithStartDetails } from '@temporalio/client';
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
export type RunHandle = WorkflowHandleWithStartDetails<ExtractionWorkflow>;

/** gRPC's INVALID_ARGUMENT. */
const INVALID_ARGUMENT = 3;

/** What lists of runs are filtered by from the first moment; the workflow keeps the others up to date. */
export function sourceAttribute(connection: string): TypedSearchAttributes {
  const key = defineSearchAttributeKey(SEARCH_ATTRIBUTES.source, 'KEYWORD');
  return new TypedSearchAttributes([{ key, value: connection }]);
}

/** Starts an extraction, or returns the handle of the one with the same connection and logical time. */
export async function startRun(
  client: Client,
  input: ExtractionInput,
  logicalTime = new Date(),
): Promise<RunHandle> {
  try {
    return await client.workflow.start<ExtractionWorkflow>(EXTRACTION_WORKFLOW, {
      workflowId: extractionWorkflowId(input.connection, logicalTime),
      taskQueue: MAIN_TASK_QUEUE,
      args: [input],
      workflowIdConflictPolicy: 'USE_EXISTING',
      typedSearchAttributes: sourceAttribute(input.connection),
    });
  } catch (error) {
    throw startFailure(error);
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
