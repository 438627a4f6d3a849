import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { jsonLines } from '../support/command.js';
import { LockHolder } from '../support/lock-holder.js';
import { createSystem, SOURCE, type System } from '../support/system.js';

type Waiting = Readonly<Record<'pid' | 'application_name', string>>;

/** A session of a run that waits for a lock, once there is one. */
async function waitingSession(system: System): Promise<Waiting> {
  for (;;) {
    const [waiting] = await system.onSource<Waiting>(
      `SELECT pid::text, application_name FROM pg_stat_activity
       WHERE datname = current_database() AND application_name LIKE 'sourcesense extract/%' AND wait_event_type = 'Lock'`,
    );
    if (waiting !== undefined) return waiting;
    await delay(50);
  }
}

describe('the log of a worker, of a run with a failing attempt', () => {
  let system: System;
  let runId: string;
  let session: Waiting;
  let lines: Record<string, unknown>[];

  beforeAll(async () => {
    system = await createSystem(18, {
      SOURCESENSE_CONNECTIONS_SOURCE_LOCK_TIMEOUT_MS: '120000',
      SOURCESENSE_LOG_LEVEL: 'debug',
    });
    await system.onSource('CREATE TABLE t (id int DEFAULT 1)');
    const worker = await system.startWorker();
    const locker = new LockHolder(system.sourceUrl);
    // Of a locked table of one's own it would see that it is; this one its queries wait for.
    await locker.lock('pg_catalog.pg_description');
    const handle = await system.start();
    runId = handle.workflowId;
    session = await waitingSession(system);
    await system.onSource(`SELECT pg_terminate_backend(${session.pid})`);
    await locker[Symbol.asyncDispose]();
    await handle.result();
    await worker.kill('SIGTERM');
    lines = jsonLines(worker.output);
  }, 60_000);
  afterAll(async () => {
    await system[Symbol.asyncDispose]();
  });

  const ofActivities = () => lines.filter(({ activityId }) => activityId !== undefined);

  it('is of JSON objects with level and time', () => {
    expect(lines.length).toBeGreaterThan(20);
    for (const line of lines.filter(({ event }) => event === undefined)) {
      expect(line).toMatchObject({
        level: expect.any(Number),
        time: expect.any(Number),
        msg: expect.any(String),
      });
    }
  });

  it('names run, activity, attempt and source in every line of an activity', () => {
    expect(ofActivities().length).toBeGreaterThan(10);
    for (const line of ofActivities()) {
      expect(line).toMatchObject({
        correlationId: runId,
        workflowId: runId,
        workflowRunId: expect.any(String),
        source: SOURCE,
        activityType: expect.any(String),
        activityId: expect.any(String),
        attempt: expect.any(Number),
      });
      expect(line).not.toHaveProperty('taskToken');
    }
  });

  it('says of the failed attempt what failed, by category, and shows the next one', () => {
    const failed = ofActivities().find(({ msg }) => msg === 'Activity failed');
    expect(failed).toMatchObject({
      attempt: 1,
      error: { type: 'connection_lost', message: expect.stringContaining('PostgreSQL at') },
    });
    const { activityId } = failed ?? {};
    const next = ofActivities().filter((line) => line['activityId'] === activityId && line['attempt'] === 2);
    expect(next.map(({ msg }) => msg)).toEqual(['Activity started', 'Activity completed']);
  });

  it('correlates with the session on the source, which has the same id in its application_name', () => {
    expect(session.application_name).toBe(`sourcesense ${runId}`.slice(0, 63));
  });
});
