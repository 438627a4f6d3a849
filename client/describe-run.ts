import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import { type ExtractionProgress, isOpen, type RunOutcome } from '../contracts/extraction.js';
import { SourceSenseError } from '../contracts/failure.js';
import { queryProgress } from './follow-run.js';
import { openOutcome } from './list-runs.js';
import { type PendingStep, pendingSteps } from './pending-steps.js';
import { runEnd } from './run-outcome.js';
import type { ExtractionWorkflow } from './start-run.js';

/** Where a run stands. */
export interface RunStatus {
  readonly runId: string;
  readonly temporalRunId: string;
  readonly outcome: RunOutcome;
  readonly startedAt: Date;
  /** Since the start, up to the end or to now. */
  readonly elapsedMs: number;
  /** Null when it ended, or when no worker answers. */
  readonly progress: ExtractionProgress | null;
  /** What it is at: none when it ended. */
  readonly steps: readonly PendingStep[];
  readonly category?: string;
  readonly message?: string;
}

/** Asks Temporal where a run stands. Throws `invalid_input` for a run it does not know. */
export async function describeRun(client: Client, runId: string): Promise<RunStatus> {
  const handle = client.workflow.getHandle<ExtractionWorkflow>(runId);
  try {
    const description = await handle.describe();
    const { runId: temporalRunId, startTime, closeTime } = description;
    const base = {
      runId,
      temporalRunId,
      startedAt: startTime,
      elapsedMs: (closeTime ?? new Date()).getTime() - startTime.getTime(),
    };
    if (closeTime === undefined) {
      const progress = await queryProgress(client, handle);
      const said = progress?.outcome;
      const message = progress?.message;
      return {
        ...base,
        outcome: said !== undefined && isOpen(said) ? said : openOutcome(description),
        progress,
        steps: await pendingSteps(client, description),
        ...(message !== undefined && { message }),
      };
    }
    const end = await runEnd(handle.result());
    if ('result' in end) return { ...base, outcome: end.outcome, progress: null, steps: [] };
    return { ...base, ...end, progress: null, steps: [] };
  } catch (error) {
    throw error instanceof WorkflowNotFoundError ? unknownRun(runId) : error;
  }
}

/** Asks a run to stop: the query in flight is cancelled, nothing half-landed stays. Throws `invalid_input` when it is over. */
export async function cancelRun(client: Client, runId: string): Promise<void> {
  try {
    await client.workflow.getHandle(runId).cancel();
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
    const { outcome } = await describeRun(client, runId);
    throw new SourceSenseError('invalid_input', `The run ${runId} has ended already: ${outcome}.`);
  }
}

export function prunedRun(runId: string): SourceSenseError {
  return new SourceSenseError('invalid_input', `The run ${runId} was pruned: what it found is not kept.`, {
    remedy: '`sourcesense catalog prune --keep` says how many runs are.',
  });
}

export function unknownRun(runId: string): SourceSenseError {
  return new SourceSenseError('invalid_input', `There is no run ${runId}.`, {
    remedy: '`sourcesense list` shows those there are.',
  });
}
