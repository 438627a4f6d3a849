import type { Client } from '@temporalio/client';
import { decodeArrayFromPayloads } from '@temporalio/common/lib/internal-non-workflow/index.js';
import { type ExtractionInput, isOpen } from '../contracts/extraction.js';
import { SourceSenseError } from '../contracts/failure.js';
import { describeRun } from './describe-run.js';
import { type StartedRun, startRunOf } from './start-run.js';

/** A run that begins again, and the connection that it is of. */
export interface RetriedRun extends StartedRun {
  readonly connection: string;
}

/**
 * Starts a run again, under its own id and with its own input, that failed or was cancelled: steps whose artifacts are there
 * are not done again, unless definitions have changed since. Throws `invalid_input` for a run that goes on or is published, or that
 * Temporal does not know.
 */
export async function retryRun(client: Client, runId: string): Promise<RetriedRun> {
  const { outcome } = await describeRun(client, runId);
  if (isOpen(outcome)) throw notToRetry(runId, `it has not ended: ${outcome}`);
  if (outcome !== 'failed' && outcome !== 'cancelled') throw notToRetry(runId, `it is published: ${outcome}`);
  const input = await inputOf(client, runId);
  return { ...(await startRunOf(client, input, runId)), connection: input.connection };
}

function notToRetry(runId: string, why: string): SourceSenseError {
  return new SourceSenseError('invalid_input', `There is nothing to retry of the run ${runId}: ${why}.`, {
    remedy: `How it stands: sourcesense status ${runId}`,
  });
}

/** What a run was started with; what it hands to itself when it continues as new is not part of it. */
async function inputOf(client: Client, runId: string): Promise<ExtractionInput> {
  const { history } = await client.workflowService.getWorkflowExecutionHistory({
    namespace: client.options.namespace,
    execution: { workflowId: runId },
    maximumPageSize: 1,
  });
  const [started] = history?.events ?? [];
  const payloads = started?.workflowExecutionStartedEventAttributes?.input?.payloads;
  const [input] = await decodeArrayFromPayloads(client.options.loadedDataConverter, payloads);
  const given = { ...(input as ExtractionInput) };
  Reflect.deleteProperty(given, 'cursor');
  return given;
}
