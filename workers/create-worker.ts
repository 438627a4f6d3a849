import {
  type NativeConnection,
  Worker,
  type WorkerInterceptors,
  type WorkerOptions,
} from '@temporalio/worker';
import { createExtractionActivities, createMainActivities } from '../activities/index.js';
import type { ActivityDeps } from '../activities/deps.js';
import type { SourceSenseConfig } from '../config/schema.js';
import { extractionTaskQueue, MAIN_TASK_QUEUE } from '../contracts/names.js';
import { dataConverter, isEncrypting } from '../payloads/data-converter.js';
import { SOURCES } from '../sources/registry.js';
import { ENCRYPTING_WORKFLOW_BUNDLE, WORKFLOW_BUNDLE } from './bundle-workflows.js';

/**
 * The workers of one process: the main one runs workflows and what touches only artifacts and the catalog, and one per
 * source type holds sessions on sources, so that a stuck source can't starve landing.
 */
export async function createWorkers(
  config: SourceSenseConfig,
  connection: NativeConnection,
  deps: ActivityDeps,
  interceptors: WorkerInterceptors = {},
): Promise<Worker[]> {
  const { worker, temporal } = config;
  const { encryption } = temporal;
  const shared: Omit<WorkerOptions, 'taskQueue'> = {
    connection,
    namespace: temporal.namespace,
    dataConverter: dataConverter(encryption),
    interceptors,
    maxConcurrentActivityTaskExecutions: worker.max_concurrent_activities,
    // A cancellation reaches an activity with the answer to a heartbeat: held back no longer than this.
    maxHeartbeatThrottleInterval: '1 second',
    shutdownGraceTime: worker.shutdown_grace_ms,
    shutdownForceTime: worker.shutdown_force_ms,
  };
  const main = Worker.create({
    ...shared,
    taskQueue: MAIN_TASK_QUEUE,
    workflowBundle: { codePath: isEncrypting(encryption) ? ENCRYPTING_WORKFLOW_BUNDLE : WORKFLOW_BUNDLE },
    activities: createMainActivities(deps),
    maxConcurrentWorkflowTaskExecutions: worker.max_concurrent_workflow_tasks,
    maxCachedWorkflows: worker.max_cached_workflows,
  });
  const extraction = Object.keys(SOURCES).map((sourceType) =>
    Worker.create({
      ...shared,
      taskQueue: extractionTaskQueue(sourceType),
      activities: createExtractionActivities(deps),
    }),
  );
  return Promise.all([main, ...extraction]);
}
