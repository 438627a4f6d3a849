import { describe, expect, it } from '@jest/globals';
import { sideBySide } from '../../sources/postgres/side-by-side.js';

describe('Reads side by side', () => {
  it('give their results in order, whichever ends first', async () => {
    const after = (ticks: number) => async () => {
      for (let tick = 0; tick < ticks; tick++) await new Promise(setImmediate);
      return ticks;
    };
    expect(await sideBySide([after(3), after(1)])).toEqual([3, 1]);
  });

  it('stop when one fails, are waited for, and fail as the first one did', async () => {
    const stopped: string[] = [];
    const waits = async (stop: AbortSignal) => {
      await new Promise((resolve) => {
        stop.addEventListener('abort', resolve, { once: true });
      });
      await new Promise(setImmediate);
      stopped.push('the other');
      throw new Error('the second');
    };
    const fails = () => Promise.reject(new Error('the first'));
    await expect(sideBySide([waits, fails])).rejects.toThrow('the first');
    expect(stopped).toEqual(['the other']);
  });
});
