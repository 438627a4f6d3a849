import { describe, expect, it } from '@jest/globals';
import { concurrently } from '../../activities/concurrently.js';
import type { ActivityScope } from '../../activities/run-activity.js';
import { CostMeter } from '../../sources/cost-meter.js';

const scope: ActivityScope = {
  signal: new AbortController().signal,
  attempt: 1,
  epoch: 1,
  progress: () => undefined,
  costMeter: () => new CostMeter(),
};

describe('work done concurrently', () => {
  it('gives the results in the order of the items', async () => {
    const delays = [3, 1, 2];
    const work = async (ticks: number) => {
      for (let tick = 0; tick < ticks; tick++) await new Promise(setImmediate);
      return ticks;
    };
    expect(await concurrently(scope, delays, 3, work)).toEqual(delays);
  });

  it('is on no more items at a time than it may be, and begins none after a failure', async () => {
    let busy = 0;
    let most = 0;
    const begun: number[] = [];
    const work = concurrently(scope, [1, 2, 3, 4, 5, 6], 2, async (item) => {
      begun.push(item);
      most = Math.max(most, ++busy);
      await new Promise(setImmediate);
      busy -= 1;
      if (item === 3) throw new Error('the third');
    });
    await expect(work).rejects.toThrow('the third');
    expect(most).toBe(2);
    expect(begun).not.toContain(6);
  });

  it('stops the others when one fails, waits for them, and fails as the first one did', async () => {
    const stopped: string[] = [];
    const work = concurrently(scope, ['fails', 'waits'], 2, async (name, { signal }) => {
      if (name === 'fails') throw new Error('the first');
      await new Promise((resolve) => {
        signal.addEventListener('abort', resolve, { once: true });
      });
      await new Promise(setImmediate);
      stopped.push(name);
      throw new Error('the second');
    });
    await expect(work).rejects.toThrow('the first');
    expect(stopped).toEqual(['waits']);
  });
});
