import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import { ApplicationFailure } from '@temporalio/activity';
import { createSchedule } from '../../client/schedules/create.js';
import { describeSchedule, type ScheduleDetails } from '../../client/schedules/describe.js';
import { findSchedule } from '../../client/schedules/find-schedule.js';
import { listSchedules } from '../../client/schedules/list.js';
import { resumeSchedule } from '../../client/schedules/pause.js';
import { parseSettings } from '../../client/schedules/settings.js';
import { triggerSchedule } from '../../client/schedules/trigger.js';
import { fakeActivities } from '../fakes/activities.js';
import { workflowEnvironment } from '../support/workflow-environment.js';

const { withWorkers, client } = workflowEnvironment();

/** A schedule of its own, due in a year; it pauses when a run has failed twice. */
async function pausingSchedule(): Promise<string> {
  const connection = `c-${randomUUID().slice(0, 8)}`;
  const start = new Date(Date.now() + 365 * 86_400_000).toISOString().slice(0, 10);
  const parsed = parseSettings({
    every: '1h',
    start_at: start,
    attempts: 2,
    retry_after: '1s',
    pause_on_failure: true,
  });
  if (!('cron' in parsed)) throw new Error(JSON.stringify(parsed));
  await createSchedule(client(), connection, parsed);
  return connection;
}

async function untilShown(
  connection: string,
  isSo: (schedule: ScheduleDetails) => boolean,
): Promise<ScheduleDetails> {
  for (;;) {
    const shown = await describeSchedule(client(), null, connection);
    if (isSo(shown)) return shown;
    await delay(100);
  }
}

const failing = (failure: ApplicationFailure) =>
  fakeActivities(1, {
    connectDatabase: () => {
      throw failure;
    },
  });

describe('A run that a schedule started', () => {
  it('is tried again when its failure may pass, and pauses the schedule when all attempts have failed', async () => {
    const connection = await pausingSchedule();
    const { activities, calls } = failing(ApplicationFailure.retryable('No answer.', 'unreachable'));
    await withWorkers(activities, async () => {
      const runId = await triggerSchedule(client(), connection);
      const shown = await untilShown(connection, ({ pausedByFailure }) => pausedByFailure);
      expect(shown).toMatchObject({
        note: `paused due to workflow failure: ${runId}: No answer.`,
        failuresInARow: 1,
        runs: [{ runId, outcome: 'failed', message: 'No answer.' }],
      });
      expect(calls.filter((call) => call === 'connectDatabase')).toHaveLength(2);
      await resumeSchedule(client(), connection);
      const [listed] = (await listSchedules(client(), null)).filter((each) => each.connection === connection);
      expect(listed).toMatchObject({ failuresInARow: 1, recentRuns: [{ runId, outcome: 'failed' }] });
      await (await findSchedule(client(), connection)).handle.delete();
    });
  });

  it('is tried once when its failure can not pass', async () => {
    const connection = await pausingSchedule();
    const { activities, calls } = failing(
      ApplicationFailure.nonRetryable('Wrong password.', 'authentication'),
    );
    await withWorkers(activities, async () => {
      await triggerSchedule(client(), connection);
      const shown = await untilShown(connection, ({ paused }) => paused);
      expect(shown.note).toMatch(/: Wrong password\.$/);
      expect(calls.filter((call) => call === 'connectDatabase')).toHaveLength(1);
      await (await findSchedule(client(), connection)).handle.delete();
    });
  });

  it('completes in its second attempt, under the same id, and the schedule goes on', async () => {
    const connection = await pausingSchedule();
    const { activities } = fakeActivities(1);
    const { connectDatabase } = activities;
    let attempts = 0;
    activities.connectDatabase = (input) => {
      if (++attempts === 1) throw ApplicationFailure.retryable('No answer.', 'unreachable');
      return connectDatabase(input);
    };
    await withWorkers(activities, async () => {
      const runId = await triggerSchedule(client(), connection);
      const { paused, runs } = await untilShown(
        connection,
        (shown) => shown.runs[0]?.outcome === 'completed',
      );
      expect([paused, runs.map((run) => run.runId)]).toEqual([false, [runId]]);
      await (await findSchedule(client(), connection)).handle.delete();
    });
  });

  it('does not pause the schedule when it is terminated', async () => {
    const connection = await pausingSchedule();
    const { activities } = fakeActivities(1, { connectDatabase: () => delay(60_000) as never });
    await withWorkers(activities, async () => {
      const runId = await triggerSchedule(client(), connection);
      await client()
        .workflow.getHandle(runId ?? '')
        .terminate();
      const { paused } = await untilShown(connection, ({ runs }) => runs[0]?.outcome === 'failed');
      expect(paused).toBe(false);
      await (await findSchedule(client(), connection)).handle.delete();
    });
  });
});
