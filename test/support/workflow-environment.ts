import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect } from '@jest/globals';
import type { ApplicationFailure } from '@temporalio/activity';
import { Client, Connection, WorkflowFailedError, type WorkflowHandle } from '@temporalio/client';
import { NativeConnection, Worker } from '@temporalio/worker';
import { pino } from 'pino';
import type { ExtractionInput } from '../../contracts/extraction.js';
import { EXTRACTION_WORKFLOW, extractionTaskQueue, MAIN_TASK_QUEUE } from '../../contracts/names.js';
import { WORKFLOW_BUNDLE } from '../../workers/bundle-workflows.js';
import { installRuntime } from '../../workers/logger.js';
import type { metadataExtractionWorkflow } from '../../workflows/index.js';
import type { Activities } from '../fakes/activities.js';
import { engines } from './engines.js';

/** The real Temporal server for a file of tests, with workers whose activities are fakes. */
export function workflowEnvironment() {
  let native: NativeConnection;
  let connection: Connection;
  let client: Client;
  beforeAll(async () => {
    installRuntime(pino({ level: 'silent' }));
    const { address } = engines().temporal;
    native = await NativeConnection.connect({ address });
    connection = await Connection.connect({ address });
    client = new Client({ connection });
  });
  afterAll(async () => {
    await connection.close();
    await native.close();
  });

  /** Runs workers with these activities as long as `use` takes. */
  async function withWorkers<T>(activities: Activities, use: () => Promise<T>): Promise<T> {
    const workers = await Promise.all(
      [MAIN_TASK_QUEUE, extractionTaskQueue('postgresql')].map((taskQueue) =>
        Worker.create({
          connection: native,
          taskQueue,
          activities,
          maxHeartbeatThrottleInterval: '100 milliseconds',
          ...(taskQueue === MAIN_TASK_QUEUE && { workflowBundle: { codePath: WORKFLOW_BUNDLE } }),
        }),
      ),
    );
    const running = workers.map((worker) => worker.run());
    try {
      return await use();
    } finally {
      for (const worker of workers) worker.shutdown();
      await Promise.all(running);
    }
  }

  function start(input: ExtractionInput = { connection: 'fake' }) {
    return client.workflow.start<typeof metadataExtractionWorkflow>(EXTRACTION_WORKFLOW, {
      workflowId: `extract/fake/${randomUUID()}`,
      taskQueue: MAIN_TASK_QUEUE,
      args: [input],
    });
  }

  return { withWorkers, start, client: () => client };
}

/** The failure that a workflow ended with. */
export async function failureOf(result: Promise<unknown>): Promise<ApplicationFailure> {
  const error = await result.then(
    () => new Error('the workflow did not fail'),
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(WorkflowFailedError);
  return (error as WorkflowFailedError).cause as ApplicationFailure;
}

/** Cancels a run, and expects that it ends as cancelled. */
export async function cancelToItsEnd(handle: WorkflowHandle): Promise<void> {
  await handle.cancel();
  expect(await failureOf(handle.result())).toMatchObject({ name: 'CancelledFailure' });
  expect((await handle.describe()).status.name).toBe('CANCELLED');
}
