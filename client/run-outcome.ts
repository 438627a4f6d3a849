import {
  ActivityFailure,
  ApplicationFailure,
  CancelledFailure,
  ChildWorkflowFailure,
  TerminatedFailure,
  TimeoutFailure,
  WorkflowFailedError,
} from '@temporalio/client';
import type { ExtractionResult, RunOutcome } from '../contracts/extraction.js';
import { messageOf } from '../contracts/failure.js';

/** How a run ended: with a result, or with a category and one sentence. */
export type RunEnd =
  | { readonly outcome: ExtractionResult['outcome']; readonly result: ExtractionResult }
  | {
      /** `held` is no end yet: the run waits to be confirmed. */
      readonly outcome: Extract<RunOutcome, 'failed' | 'cancelled' | 'held'>;
      readonly category: string;
      readonly message: string;
    };

/** Waits for a run's end. Throws only when Temporal itself can't be asked. */
export async function runEnd(result: Promise<ExtractionResult>): Promise<RunEnd> {
  try {
    const value = await result;
    return { outcome: value.outcome, result: value };
  } catch (error) {
    if (!(error instanceof WorkflowFailedError)) throw error;
    return failedEnd(error.cause);
  }
}

/** What a workflow's failure says: the sentence of the deepest application failure, whose type is its category. */
export function failedEnd(failure: unknown): RunEnd {
  const chain = causes(failure);
  if (chain.some((cause) => cause instanceof CancelledFailure)) {
    return { outcome: 'cancelled', category: 'cancelled', message: 'The run was cancelled.' };
  }
  const deepest = chain.findLast((cause) => cause instanceof ApplicationFailure);
  if (deepest !== undefined) {
    return { outcome: 'failed', category: deepest.type ?? 'internal', message: deepest.message };
  }
  if (chain.some((cause) => cause instanceof TerminatedFailure)) {
    return { outcome: 'failed', category: 'cancelled', message: 'The run was terminated from outside.' };
  }
  if (chain.some((cause) => cause instanceof TimeoutFailure)) {
    return { outcome: 'failed', category: 'timeout', message: 'The run did not end in its time.' };
  }
  const plain = chain.findLast(
    (cause) => !(cause instanceof ActivityFailure) && !(cause instanceof ChildWorkflowFailure),
  );
  return { outcome: 'failed', category: 'internal', message: messageOf(plain ?? failure) };
}

function causes(failure: unknown): unknown[] {
  const chain: unknown[] = [];
  for (let cause = failure; cause instanceof Error; cause = cause.cause) chain.push(cause);
  return chain;
}
