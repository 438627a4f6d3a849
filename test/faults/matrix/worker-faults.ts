import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from '../fault.js';
import { GO_ON } from '../points.js';

/** Twice the heartbeat timeout of `workflows/activity-proxies.ts`, and a little. */
const LONG_SUSPENSION_MS = 22_000;

/** A little more than the heartbeat timeout. */
const LONG_STEP_MS = 12_000;

const RANDOM_KILLS = 4;

const part = 'worker';

export const WORKER_FAULTS: readonly Fault[] = [
  {
    name: 'the worker is killed',
    part,
    ending: 'same',
    losesWorker: true,
    beginsAgain: 1,
    strike: async ({ workers }, _, worker) => {
      await worker.end('SIGKILL');
      void workers.start();
      return GO_ON;
    },
  },
  {
    name: 'two workers are killed at random every 3 to 10 s',
    part,
    ending: 'same',
    losesWorker: 'often',
    isSlow: true,
    strike: async ({ workers, random, later }, _, worker) => {
      await worker.end('SIGKILL');
      void workers.start();
      void workers.start();
      let atMs = 0;
      for (let kill = 0; kill < RANDOM_KILLS; kill++) {
        atMs += 3000 + random(7000);
        later(atMs, () => workers.killOne(random));
      }
      return GO_ON;
    },
  },
  {
    name: 'the worker is asked to stop',
    part,
    ending: 'same',
    // What it has begun it ends.
    beginsAgain: 0,
    strike: async ({ workers }, _, worker) => {
      worker.signal('SIGTERM');
      void workers.start();
      return Promise.resolve(GO_ON);
    },
  },
  {
    name: 'the worker is suspended for twice the heartbeat timeout',
    part,
    ending: 'same',
    losesWorker: 'frozen',
    isSlow: true,
    strike: async ({ workers, later }, _, worker) => {
      worker.signal('SIGSTOP');
      await workers.start();
      later(LONG_SUSPENSION_MS, async () => {
        worker.signal('SIGCONT');
        return Promise.resolve();
      });
      return GO_ON;
    },
  },
  {
    name: 'the worker runs out of memory',
    part,
    ending: 'same',
    losesWorker: true,
    beginsAgain: 1,
    strike: () => Promise.resolve({ kind: 'exhaust memory' }),
  },
  {
    name: 'the event loop is blocked for 5 s',
    part,
    ending: 'same',
    strike: () => Promise.resolve({ kind: 'block', durationMs: 5000 }),
  },
  {
    name: 'the event loop is blocked for longer than the heartbeat timeout',
    part,
    ending: 'same',
    isSlow: true,
    strike: () => Promise.resolve({ kind: 'block', durationMs: 12_000 }),
  },
  {
    name: 'a step takes longer than the heartbeat timeout',
    part,
    ending: 'same',
    isSlow: true,
    strikesAt: ({ phase }) => phase === 'during',
    strike: async ({ run }, { activityId, attempt }) => {
      await sleep(LONG_STEP_MS);
      const { raw } = await run.describe();
      const pending = raw.pendingActivities?.find((activity) => activity.activityId === activityId);
      if (pending?.attempt !== attempt) throw new Error('It was begun again though it was beating.');
      return GO_ON;
    },
  },
  {
    name: 'a step goes on beating and does nothing more',
    part,
    ending: 'same',
    isSlow: true,
    strikesAt: ({ phase }) => phase === 'during',
    strike: () => Promise.resolve({ kind: 'hang' }),
  },
  {
    name: 'the step fails as when a connection breaks',
    part,
    ending: 'same',
    beginsAgain: 1,
    // First contact is not retried: somebody is waiting.
    strikesAt: ({ activity }) => activity !== 'connectDatabase',
    strike: () => Promise.resolve({ kind: 'fail', message: 'A connection broke, says the fault harness.' }),
  },
];
