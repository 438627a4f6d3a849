import { mkdtemp } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { createSchedule } from '../../client/schedules/create.js';
import { describeSchedule, type ScheduleDetails } from '../../client/schedules/describe.js';
import { dueTimes } from '../../client/schedules/due-times.js';
import { parseSettings } from '../../client/schedules/settings.js';
import { renderSchedule } from '../../client/render/schedule-detail.js';
import { findTemporal } from '../../stack/find-server.js';
import { freePort } from '../../stack/free-port.js';
import { ProcessLedger } from '../../stack/process-ledger.js';
import { silentReporter } from '../../stack/progress.js';
import { startTemporal } from '../../stack/temporal.js';
import { engines } from '../support/engines.js';

const TICK_MS = 2000;
/** Twice the shortest window, so that half of the ticks in it are too old when the server is back. */
const OUTAGE_MS = 20_000;

/** A server of its own, since it is stopped: on the same port and file when it is started again. */
async function ownTemporal() {
  const directory = await mkdtemp(join(engines().directory, 'outage-'));
  const executable = await findTemporal(undefined, silentReporter);
  const port = await freePort();
  const ledger = new ProcessLedger(directory);
  return () =>
    startTemporal({ executable, directory, port, ledger, reporter: silentReporter, headless: true });
}

async function create(client: Client, name: string, settings: object): Promise<void> {
  const parsed = parseSettings({ every: '2s', ...settings });
  if (!('cron' in parsed)) throw new Error(JSON.stringify(parsed));
  await createSchedule(client, name, parsed);
}

/** How many runs a schedule started, or missed, for each of its due times up to now. */
async function accountFor(client: Client, name: string, since: Date) {
  const details = await describeSchedule(client, null, name);
  const started: string[] = [];
  const query = `TemporalScheduledById = 'extract/${name}'`;
  for await (const { workflowId } of client.workflow.list({ query })) started.push(workflowId);
  const due = await dueTimes(client, name, since, new Date());
  return { details, started: started.sort(), due };
}

it('A server that was down makes up for the starts within the catch-up window once each, and shows the others as missed', async () => {
  const start = await ownTemporal();
  let server = await start();
  let connection = await Connection.connect({ address: server.address });
  let client = new Client({ connection });
  const created = new Date();
  await create(client, 'wide', { overlap: 'ALLOW_ALL', catchup_window: '1h' });
  await create(client, 'narrow', { overlap: 'ALLOW_ALL', catchup_window: '10s' });
  await create(client, 'skipping', { overlap: 'SKIP', catchup_window: '1h' });
  await delay(3 * TICK_MS);
  await connection.close();
  await server.stop();
  const down = new Date();
  await delay(OUTAGE_MS);
  server = await start();
  const up = new Date();
  connection = await Connection.connect({ address: server.address });
  client = new Client({ connection });
  await untilCaughtUp(client, up);

  const wide = await accountFor(client, 'wide', created);
  expect(new Set(wide.started).size).toBe(wide.started.length);
  const outage = wide.due.filter((time) => time > down && time < up);
  expect(outage.length).toBeGreaterThanOrEqual(8);
  for (const time of outage) {
    expect(wide.started).toContain(`extract/wide-${time.toISOString().replace('.000', '')}`);
  }
  expect(wide.details.starts.missed).toBe(0);

  const narrow = await accountFor(client, 'narrow', created);
  const { started, missed } = narrow.details.starts;
  expect(missed).toBeGreaterThanOrEqual(3);
  expect(missed).toBeLessThan(outage.length);
  expect(narrow.due.length - (started + missed)).toBeLessThanOrEqual(1);
  expect(renderSchedule(narrow.details)).toContain(`${missed} missed beyond the catch-up window`);

  // The first run goes on, since no worker is there: all other ticks are left out, those of the outage too.
  const { starts } = (await accountFor(client, 'skipping', created)).details;
  expect(starts).toMatchObject({ started: 1, missed: 0 });
  expect(starts.skipped).toBeGreaterThanOrEqual(outage.length);
  await connection.close();
  await server.stop();
}, 120_000);

/** Until each schedule has gone on after the outage: a tick has passed that is later than it. */
async function untilCaughtUp(client: Client, up: Date): Promise<void> {
  const isOn = ({ runs }: ScheduleDetails) => runs.some(({ scheduledAt }) => scheduledAt > up);
  for (const name of ['wide', 'narrow']) {
    while (!isOn(await describeSchedule(client, null, name))) await delay(200);
  }
}
