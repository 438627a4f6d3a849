import type { ActivityDeps } from './deps.js';
import { runActivity } from './run-activity.js';

export interface AbandonRunInput {
  readonly runId: string;
  readonly outcome: 'failed' | 'cancelled';
  readonly message: string;
}

/** Ends a run that will not be published and drops what it landed. */
export async function abandonRun(deps: ActivityDeps, input: AbandonRunInput): Promise<void> {
  const { runId, outcome, message } = input;
  return runActivity(deps, ({ catalog }) => catalog.abandonRun(runId, outcome, message));
}
