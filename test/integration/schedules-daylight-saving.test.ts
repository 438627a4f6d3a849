import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { createSchedule } from '../../client/schedules/create.js';
import { dueTimes } from '../../client/schedules/due-times.js';
import { findSchedule } from '../../client/schedules/find-schedule.js';
import { parseSettings } from '../../client/schedules/settings.js';
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

/** The due times within bounds of three days around a change, as the server names them in advance: `28 01:30`, in UTC. */
async function due(settings: object, from: string, to: string): Promise<string[]> {
  const name = `c-${randomUUID().slice(0, 8)}`;
  const parsed = parseSettings({ ...settings, start_at: from, end_at: to });
  if (!('cron' in parsed)) throw new Error(JSON.stringify(parsed));
  await createSchedule(client, name, parsed);
  const { handle, description } = await findSchedule(client, name);
  const announced = description.info.nextActionTimes;
  expect(await dueTimes(client, name, new Date(from), new Date(to))).toEqual(announced);
  await handle.delete();
  return announced.map((time) => time.toISOString().slice(8, 16).replace('T', ' '));
}

const BERLIN = 'Europe/Berlin';
const NEW_YORK = 'America/New_York';
/** Clocks in Berlin go from 02:00 to 03:00 on 28 March 2027, and from 03:00 back to 02:00 on 31 October. */
const MARCH = ['2027-03-27', '2027-03-30'] as const;
const OCTOBER = ['2027-10-30', '2027-11-02'] as const;
/** In New York from 02:00 to 03:00 on 14 March 2027, and from 02:00 back to 01:00 on 7 November. */
const SPRING = ['2027-03-13', '2027-03-16'] as const;
const AUTUMN = ['2027-11-06', '2027-11-09'] as const;

describe('When clocks change, a schedule', () => {
  it.each([
    ['every day at 03:30', '30 3 * * *', BERLIN, MARCH, ['27 02:30', '28 01:30', '29 01:30']],
    ['every day at 03:30', '30 3 * * *', BERLIN, OCTOBER, ['30 01:30', '31 02:30', '01 02:30']],
    [
      'on the other days only at 02:30, which one day has not',
      '30 2 * * *',
      BERLIN,
      MARCH,
      ['27 01:30', '29 00:30'],
    ],
    [
      'once at 02:30, which one day has twice',
      '30 2 * * *',
      BERLIN,
      OCTOBER,
      ['30 00:30', '31 01:30', '01 01:30'],
    ],
    ['on the other days only at 02:30 in New York', '30 2 * * *', NEW_YORK, SPRING, ['13 07:30', '15 06:30']],
    [
      'twice at 01:30 in New York, which one day has twice',
      '30 1 * * *',
      NEW_YORK,
      AUTUMN,
      ['06 05:30', '07 05:30', '07 06:30', '08 06:30'],
    ],
    [
      'once at 02:30 in New York in autumn',
      '30 2 * * *',
      NEW_YORK,
      AUTUMN,
      ['06 06:30', '07 07:30', '08 07:30'],
    ],
    ['every day at 02:30 in UTC', '30 2 * * *', 'UTC', OCTOBER, ['30 02:30', '31 02:30', '01 02:30']],
  ])('starts %s (%s, %s)', async (_, cron, timeZone, [from, to], expected) => {
    expect(await due({ cron, time_zone: timeZone }, from, to)).toEqual(expected);
  });

  it.each([MARCH, OCTOBER])('of an interval goes on in even steps (from %s)', async (from, to) => {
    const hours = ['02:30', '14:30'];
    const days = from === MARCH[0] ? ['27', '28', '29'] : ['30', '31', '01'];
    expect(await due({ every: '12h', offset: '150m' }, from, to)).toEqual(
      days.flatMap((day) => hours.map((hour) => `${day} ${hour}`)),
    );
  });
});
