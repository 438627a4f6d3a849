import { describe, expect, it } from '@jest/globals';
import { concurrently } from '../../activities/concurrently.js';
import type { ActivityScope } from '../../activities/run-activity.js';

const scope: ActivityScope = {
  signal: new AbortController().signal,
  attempt: 1,
  epoch: 1,
  progress: () => undefined,
};

describe('work done concurrently', () => {
  it('gives the results in the order of the items', async () => {
    const delays = [3, 1, 2];
    const work = async (ticks: number) => {
      for (let tick = 0; tick < ticks; tick++) await new Promise(setImmediate);
      return ticks;
    };
    expect(await concurrently(scope, delays, work)).toEqual(delays);
  });

  it('stops the others when one fails, waits for them, and fails as the first one did', async () => {
    const stopped: string[] = [];
    const work = concurrently(scope, ['fails', 'waits'], async (name, { signal }) => {
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
