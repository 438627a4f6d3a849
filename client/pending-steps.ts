import type { Client, WorkflowExecutionDescription } from '@temporalio/client';
import {
  decodeArrayFromPayloads,
  decodeOptionalFailureToOptionalError,
} from '@temporalio/common/lib/internal-non-workflow/index.js';
import type { StepHeartbeat } from '../contracts/extraction.js';
import { failedEnd } from './run-outcome.js';

/** A step of a run that has not ended. */
export interface PendingStep {
  readonly activity: string;
  readonly activityId: string;
  /** From 1. */
  readonly attempt: number;
  /** `waiting`: for a worker, or for its next attempt. */
  readonly state: 'waiting' | 'working' | 'stopping';
  /** What its last attempt said last; null before that, and for one that is over within a second. */
  readonly heartbeat: StepHeartbeat | null;
  /** How the attempt before ended. */
  readonly lastFailure: { readonly category: string; readonly message: string } | null;
}

/** Of `PendingActivityState` in Temporal's API (temporal/api/enums/v1/workflow.proto): STARTED and CANCEL_REQUESTED. */
const STATES: ReadonlyMap<number, PendingStep['state']> = new Map([
  [2, 'working'],
  [3, 'stopping'],
]);

type PendingActivity = NonNullable<WorkflowExecutionDescription['raw']['pendingActivities']>[number];

/** The steps that a run is at. */
export function pendingSteps(
  client: Client,
  { raw }: Pick<WorkflowExecutionDescription, 'raw'>,
): Promise<PendingStep[]> {
  return Promise.all((raw.pendingActivities ?? []).map((activity) => pendingStep(client, activity)));
}

async function pendingStep(client: Client, activity: PendingActivity): Promise<PendingStep> {
  const { loadedDataConverter } = client.options;
  const { activityType, activityId, attempt, state, heartbeatDetails, lastFailure } = activity;
  const [heartbeat] = await decodeArrayFromPayloads(loadedDataConverter, heartbeatDetails?.payloads);
  const error = await decodeOptionalFailureToOptionalError(loadedDataConverter, lastFailure);
  const end = error === undefined ? undefined : failedEnd(error);
  return {
    activity: activityType?.name ?? '',
    activityId: activityId ?? '',
    attempt: attempt ?? 1,
    state: STATES.get(Number(state)) ?? 'waiting',
    heartbeat: (heartbeat as StepHeartbeat | undefined) ?? null,
    lastFailure:
      end === undefined || 'result' in end ? null : { category: end.category, message: end.message },
  };
}
