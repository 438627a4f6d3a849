import { ActivityCancellationType, proxyActivities } from '@temporalio/workflow';
import type { ExtractionActivities, MainActivities } from '../activities/index.js';
import { extractionTaskQueue, MAIN_TASK_QUEUE } from '../contracts/names.js';

/*
 * Timeouts and retries, by the nature of the work. Which failures are final is decided where they are thrown
 * (contracts/failure.ts); the lists here only add what is final at that point.
 *
 * Heartbeats are sent every second and the SDK passes on one in 0.8 x the timeout: 10 s lets a killed worker's step
 * start elsewhere within that, while no step blocks its worker for more than a fraction of a second.
 */
const heartbeatTimeout = '10 seconds';

/** A cancelled run cleans up only after its activities have stopped, so that nothing lands behind the clean-up. */
const cancellationType = ActivityCancellationType.WAIT_CANCELLATION_COMPLETED;

/** An outage of a source, a store or the catalog is waited out, ever more slowly, within the schedule's limit. */
const waitOutOutages = {
  initialInterval: '500 milliseconds',
  backoffCoefficient: 2,
  maximumInterval: '15 seconds',
} as const;

/**
 * First contact. Somebody is waiting and may have mistyped: whatever keeps the source from being reached is final, once the
 * activity has tried again for some seconds what may pass; the connection's own timeout (2 s) bounds the wait. Only the
 * catalog's outages are waited out, and not for long.
 */
export const { connectDatabase } = proxyActivities<Pick<MainActivities, 'connectDatabase'>>({
  taskQueue: MAIN_TASK_QUEUE,
  startToCloseTimeout: '1 minute',
  scheduleToCloseTimeout: '5 minutes',
  heartbeatTimeout,
  cancellationType,
  retry: {
    ...waitOutOutages,
    nonRetryableErrorTypes: ['unreachable', 'connection_lost', 'source_busy', 'internal'],
  },
});

/** Reading a partition: bounded by the statement timeout of the source (5 minutes a query), a few queries each. */
export function extractionActivities(sourceType: string) {
  return proxyActivities<ExtractionActivities>({
    taskQueue: extractionTaskQueue(sourceType),
    startToCloseTimeout: '30 minutes',
    scheduleToCloseTimeout: '4 hours',
    heartbeatTimeout,
    cancellationType,
    retry: waitOutOutages,
  });
}

/** Work between the artifact store and the catalog, which touches no source. */
export const { transformMetadata, loadCatalog, registerArtifacts, publishRun } = proxyActivities<
  Pick<MainActivities, 'transformMetadata' | 'loadCatalog' | 'registerArtifacts' | 'publishRun'>
>({
  taskQueue: MAIN_TASK_QUEUE,
  startToCloseTimeout: '30 minutes',
  scheduleToCloseTimeout: '4 hours',
  heartbeatTimeout,
  cancellationType,
  retry: waitOutOutages,
});

/** Cleaning up after a failure or a cancellation; what it can't reach, the source's next run cleans up. */
export const { abandonRun } = proxyActivities<Pick<MainActivities, 'abandonRun'>>({
  taskQueue: MAIN_TASK_QUEUE,
  startToCloseTimeout: '1 minute',
  scheduleToCloseTimeout: '2 minutes',
  heartbeatTimeout,
  cancellationType,
  retry: waitOutOutages,
});
