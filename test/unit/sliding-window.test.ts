import { describe, expect, it } from '@jest/globals';
import { slidingWindow } from '../../workflows/sliding-window.js';

const tick = () => new Promise((resolve) => setImmediate(resolve));

describe('a sliding window', () => {
  it('works on every item, never on more than its size at once', async () => {
    let active = 0;
    let most = 0;
    const done: number[] = [];
    const begun = await slidingWindow(
      [1, 2, 3, 4, 5],
      2,
      async (item) => {
        most = Math.max(most, ++active);
        await tick();
        active -= 1;
        done.push(item);
      },
      () => true,
    );
    expect({ begun, most, done }).toEqual({ begun: 5, most: 2, done: [1, 2, 3, 4, 5] });
  });

  it('begins no item after it is told to stop, and says how many it began', async () => {
    const done: number[] = [];
    const begun = await slidingWindow(
      [1, 2, 3, 4],
      1,
      async (item) => {
        await tick();
        done.push(item);
      },
      () => done.length < 2,
    );
    expect({ begun, done }).toEqual({ begun: 2, done: [1, 2] });
  });

  it('begins at least one item, so that a run always moves', async () => {
    expect(
      await slidingWindow(
        [1, 2],
        1,
        () => Promise.resolve(),
        () => false,
      ),
    ).toBe(1);
  });

  it('waits for the others when one fails, then fails as it did', async () => {
    const ended: number[] = [];
    const work = slidingWindow(
      [1, 2, 3],
      2,
      async (item) => {
        if (item === 1) throw new Error('one failed');
        await tick();
        ended.push(item);
      },
      () => true,
    );
    await expect(work).rejects.toThrow('one failed');
    expect(ended).toEqual([2]);
  });
});
