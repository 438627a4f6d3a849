import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { applyPlan } from '../../client/schedules/apply.js';
import { findSchedule, lookForSchedule, scheduledConnections } from '../../client/schedules/find-schedule.js';
import { pauseSchedule } from '../../client/schedules/pause.js';
import { planSchedules, type SchedulePlan } from '../../client/schedules/plan.js';
import type { WantedSchedule } from '../../client/schedules/schedule-file.js';
import { parseSettings } from '../../client/schedules/settings.js';
import { definitionOf } from '../../client/schedules/temporal-schedule.js';
import { engines } from '../support/engines.js';

let connection: Connection;
let client: Client;
const suffix = randomUUID().slice(0, 8);
const [first, second, third] = [`a-${suffix}`, `b-${suffix}`, `c-${suffix}`];

beforeAll(async () => {
  connection = await Connection.connect({ address: engines().temporal.address });
  client = new Client({ connection });
});

afterAll(async () => {
  for (const name of await scheduledConnections(client)) {
    await (await lookForSchedule(client, name))?.handle.delete();
  }
  await connection.close();
});

function wanted(name: string, raw: unknown): WantedSchedule {
  const parsed = parseSettings(raw);
  if (!('cron' in parsed)) throw new Error(JSON.stringify(parsed));
  return { connection: name, definition: parsed };
}

/** A plan by names, without schedules of other tests. */
function namesOf(plan: SchedulePlan) {
  const own = (names: readonly string[]) => names.filter((name) => name.endsWith(suffix));
  const connectionsOf = (schedules: readonly WantedSchedule[]) => schedules.map((each) => each.connection);
  return {
    create: connectionsOf(plan.create),
    update: connectionsOf(plan.update),
    unchanged: plan.unchanged,
    delete: own(plan.delete),
    kept: own(plan.kept),
  };
}

const NOTHING = { create: [], update: [], unchanged: [], delete: [], kept: [] };

describe('Applying a file of schedules', () => {
  const file = [wanted(second, { every: '6h', jitter: '5m' }), wanted(first, { cron: '0 3 * * *' })];

  it('creates what is missing, and the second time does nothing', async () => {
    const plan = await planSchedules(client, file, false);
    expect(namesOf(plan)).toEqual({ ...NOTHING, create: [first, second] });
    expect(await lookForSchedule(client, first)).toBeNull();
    await applyPlan(client, plan);
    expect(namesOf(await planSchedules(client, file, false))).toEqual({
      ...NOTHING,
      unchanged: [first, second],
    });
  });

  it('changes what differs only, and leaves paused what is paused', async () => {
    await pauseSchedule(client, second, 'the source moves');
    const changed = [
      wanted(first, { cron: '0 3 * * *' }),
      wanted(second, { every: '1h', jitter: '5m', full: true }),
    ];
    const plan = await planSchedules(client, changed, false);
    expect(namesOf(plan)).toEqual({ ...NOTHING, update: [second], unchanged: [first] });
    expect(plan.update[0]?.changes).toEqual([
      { setting: 'every', from: '6h', to: '1h' },
      { setting: 'full', from: false, to: true },
    ]);
    await applyPlan(client, plan);
    const { description } = await findSchedule(client, second);
    expect(description.state).toMatchObject({ paused: true, note: 'the source moves' });
    expect(definitionOf(description)).toEqual(changed[1]?.definition);
    expect((await planSchedules(client, changed, false)).update).toEqual([]);
  });

  it('takes away what was set elsewhere', async () => {
    const { handle } = await findSchedule(client, second);
    await handle.update(({ action, policies, state }) => ({
      action,
      policies,
      state,
      spec: { intervals: [{ every: '6h' }, { every: '7h' }], jitter: '5m' },
    }));
    const plan = await planSchedules(client, file, false);
    expect(plan.update.map(({ changes }) => changes.map(({ setting }) => setting))).toEqual([
      ['full', 'set elsewhere'],
    ]);
    await applyPlan(client, plan);
    expect((await planSchedules(client, file, false)).update).toEqual([]);
  });

  it('deletes what the file does not name only when asked to, and never what is not ours', async () => {
    const foreign = await client.schedule.create({
      scheduleId: `extract/${third}`,
      spec: { intervals: [{ every: '1h' }] },
      action: { type: 'startWorkflow', workflowType: 'somethingElse', taskQueue: 'other', args: [] },
    });
    const other = await client.schedule.create({
      scheduleId: `reports-${suffix}`,
      spec: { intervals: [{ every: '1h' }] },
      action: { type: 'startWorkflow', workflowType: 'somethingElse', taskQueue: 'other', args: [] },
    });
    const rest = file.slice(0, 1);
    await untilListed(first);
    expect(namesOf(await planSchedules(client, rest, false))).toMatchObject({ kept: [first], delete: [] });
    const plan = await planSchedules(client, rest, true);
    expect(namesOf(plan)).toEqual({ ...NOTHING, unchanged: [second], delete: [first] });
    await applyPlan(client, plan);
    expect(await lookForSchedule(client, first)).toBeNull();
    await applyPlan(client, plan);
    for (const handle of [foreign, other]) {
      expect((await handle.describe()).action.workflowType).toBe('somethingElse');
    }
    await expect(planSchedules(client, [wanted(third, { every: '1h' })], false)).rejects.toThrow(
      'is not of SourceSense',
    );
    await foreign.delete();
    await other.delete();
  });
});

/** Lists of Temporal lag behind. */
async function untilListed(name: string): Promise<void> {
  while (!(await scheduledConnections(client)).includes(name)) await delay(100);
}
