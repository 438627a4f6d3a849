import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { backfillSchedule } from '../../client/schedules/backfill.js';
import { createSchedule } from '../../client/schedules/create.js';
import type { ScheduleDefinition } from '../../client/schedules/definition.js';
import { describeSchedule } from '../../client/schedules/describe.js';
import { findSchedule } from '../../client/schedules/find-schedule.js';
import { listSchedules } from '../../client/schedules/list.js';
import { pauseSchedule, resumeSchedule } from '../../client/schedules/pause.js';
import { parseSettings, settingsOf } from '../../client/schedules/settings.js';
import { triggerSchedule } from '../../client/schedules/trigger.js';
import { updateSchedule } from '../../client/schedules/update.js';
import { engines } from '../support/engines.js';

let connection: Connection;
let client: Client;

beforeAll(async () => {
  connection = await Connection.connect({ address: engines().temporal.address });
  client = new Client({ connection });
});

afterAll(async () => {
  await connection.close();
});

function definition(raw: unknown): ScheduleDefinition {
  const parsed = parseSettings(raw);
  if (!('cron' in parsed)) throw new Error(JSON.stringify(parsed));
  return parsed;
}

/** A schedule of a connection that nobody knows; no worker runs here, so that its runs go on until they are terminated. */
async function schedule(raw: unknown, remaining: number | null = null) {
  const name = `c-${randomUUID().slice(0, 8)}`;
  await createSchedule(client, name, definition(raw), remaining);
  return {
    name,
    show: () => describeSchedule(client, null, name),
    [Symbol.asyncDispose]: async () => {
      const { runs } = await describeSchedule(client, null, name);
      await (await findSchedule(client, name)).handle.delete();
      for (const { runId } of runs) {
        await client.workflow
          .getHandle(runId)
          .terminate()
          .catch(() => undefined);
      }
    },
  };
}

const EVERYTHING = {
  cron: ['0 3 * * MON-FRI', '@monthly'],
  time_zone: 'Europe/Berlin',
  jitter: '10m',
  overlap: 'BUFFER_ONE',
  catchup_window: '2h',
  attempts: 5,
  retry_after: '2m',
  pause_on_failure: true,
  start_at: '2027-01-01',
  end_at: '2028-01-01',
  full: true,
  allow_removals: true,
  partition_size: 100,
  filter: { exclude_schema: ['tmp_*'], include_kind: ['table'] },
};

describe('A schedule', () => {
  it.each([EVERYTHING, { every: '6h', offset: '15m' }])(
    'comes back from Temporal as it was written: %j',
    async (raw) => {
      await using made = await schedule(raw);
      const { definition: kept, setElsewhere } = await made.show();
      expect(settingsOf(kept)).toEqual(settingsOf(definition(raw)));
      expect(setElsewhere).toEqual([]);
    },
  );

  it('says its next five due times, and gives its runs their options', async () => {
    await using made = await schedule({ every: '1h', full: true });
    const { nextStarts } = await made.show();
    expect(nextStarts).toHaveLength(5);
    expect(nextStarts.map((time) => time.getTime() % 3_600_000)).toEqual([0, 0, 0, 0, 0]);
    const { description } = await findSchedule(client, made.name);
    expect(description.action.args).toEqual([{ full: true, connection: made.name }]);
  });

  it('keeps why it is paused, through an update and a resumption', async () => {
    await using made = await schedule({ every: '1h' }, 7);
    expect(await pauseSchedule(client, made.name, 'maintenance')).toMatchObject({ changed: true });
    expect(await pauseSchedule(client, made.name)).toMatchObject({ changed: false, note: 'maintenance' });
    await updateSchedule(client, made.name, (before) => ({ ...before, jitterMs: 1000 }));
    expect(await made.show()).toMatchObject({ paused: true, note: 'maintenance', remaining: 7 });
    expect((await made.show()).definition.jitterMs).toBe(1000);
    await updateSchedule(client, made.name, (before) => before, { remaining: null });
    expect((await made.show()).remaining).toBeNull();

    expect(await resumeSchedule(client, made.name)).toMatchObject({ paused: false, changed: true });
    expect(await made.show()).toMatchObject({
      paused: false,
      note: 'resumed; it was paused: maintenance',
    });
    expect(await resumeSchedule(client, made.name)).toMatchObject({ changed: false });
  });

  it('starts a run when it is triggered, and says that it starts no other while that goes on', async () => {
    await using made = await schedule({ every: '30d' });
    const runId = await triggerSchedule(client, made.name);
    expect(runId).toMatch(`extract/${made.name}-`);
    await expect(triggerSchedule(client, made.name)).rejects.toThrow(`no run while ${runId} goes on`);
    // Runs are named by the second that they are due at: of two in the same, Temporal starts one.
    await delay(1000);
    const second = await triggerSchedule(client, made.name, 'ALLOW_ALL');
    expect(second).not.toBe(runId);
    const { runs, starts } = await made.show();
    expect(runs.map((run) => run.runId)).toEqual([second, runId]);
    expect(runs.map(({ outcome }) => outcome)).not.toContain('failed');
    expect(starts).toMatchObject({ started: 2, skipped: 0, missed: 0 });
  });

  it('makes up for a time that is over when it is asked to, each due time once', async () => {
    await using made = await schedule({ every: '1h' });
    const time = { from: new Date('2026-01-01T00:30:00Z'), to: new Date('2026-01-01T03:00:00Z') };
    const planned = await backfillSchedule(client, made.name, { ...time, dryRun: true });
    expect(planned.due.map((due) => due.toISOString().slice(11, 16))).toEqual(['01:00', '02:00', '03:00']);
    expect((await made.show()).starts.started).toBe(0);
    await backfillSchedule(client, made.name, { ...time, overlap: 'ALLOW_ALL' });
    while ((await made.show()).starts.started < 3);
    const { runs } = await made.show();
    expect(runs.map(({ runId }) => runId.slice(-20)).sort()).toEqual(
      ['01', '02', '03'].map((hour) => `2026-01-01T${hour}:00:00Z`),
    );
  });

  it.each([
    [{ from: '2026-01-02', to: '2026-01-01' }, 'ends before it begins'],
    [{ from: '2026-01-01', to: '2999-01-01' }, 'ends in the future'],
    [{ from: '2026-01-01T00:01:00Z', to: '2026-01-01T00:59:00Z' }, 'was not due in that time'],
    [{ from: '2025-01-01', to: '2026-01-01' }, 'was due 1,000 times or more'],
  ])('does not make up for %j: it %s', async ({ from, to }, sentence) => {
    await using made = await schedule({ every: '1h' });
    const time = { from: new Date(from), to: new Date(to) };
    await expect(backfillSchedule(client, made.name, time)).rejects.toThrow(sentence);
  });

  it('is found by its connection, or the nearest name is told', async () => {
    await using made = await schedule({ every: '1h' });
    for (let attempt = 0; attempt < 50; attempt++) {
      if ((await listSchedules(client, null)).some((listed) => listed.connection === made.name)) break;
    }
    await expect(findSchedule(client, `${made.name}x`)).rejects.toThrow(`Did you mean ${made.name}?`);
    await expect(createSchedule(client, made.name, definition({ every: '1h' }))).rejects.toThrow(
      'has a schedule already',
    );
  });

  it('is left alone when it starts what is not ours, and is not listed', async () => {
    const name = `c-${randomUUID().slice(0, 8)}`;
    const handle = await client.schedule.create({
      scheduleId: `extract/${name}`,
      spec: { intervals: [{ every: '1h' }] },
      action: { type: 'startWorkflow', workflowType: 'somethingElse', taskQueue: 'other', args: [] },
    });
    await expect(pauseSchedule(client, name)).rejects.toThrow(
      'is not of SourceSense: it starts somethingElse',
    );
    expect((await listSchedules(client, null)).map((listed) => listed.connection)).not.toContain(name);
    await handle.delete();
  });

  it('shows what was set elsewhere and can not be said here', async () => {
    await using made = await schedule({ every: '1h' });
    const { handle } = await findSchedule(client, made.name);
    await handle.update(({ action, policies, state }) => ({
      action,
      policies,
      state,
      spec: { intervals: [{ every: '1h' }, { every: '7h' }], skip: [{ hour: 3 }] },
    }));
    expect((await made.show()).setElsewhere).toEqual(['1 more interval', 'times that are left out']);
  });
});
