import { randomUUID } from 'node:crypto';
import { expect, it } from '@jest/globals';
import { Client, Connection } from '@temporalio/client';
import { measureTick } from '../../bench/schedules/measure-tick.js';
import { engines } from '../support/engines.js';

it('Fifty schedules on one tick start one run each, on it', async () => {
  const connection = await Connection.connect({ address: engines().temporal.address });
  try {
    const prefix = `tick-${randomUUID().slice(0, 8)}`;
    const measured = await measureTick(new Client({ connection }), { schedules: 50, prefix });
    expect(measured).toMatchObject({ missed: [], doubled: [], early: [] });
    expect(measured.startedAfterMs).toHaveLength(50);
  } finally {
    await connection.close();
  }
}, 120_000);
