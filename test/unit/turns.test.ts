import { describe, expect, it } from '@jest/globals';
import { setTimeout as delay } from 'node:timers/promises';
import { Turns } from '../../sources/postgres/turns.js';

const never = new AbortController().signal;

describe('turns', () => {
  it('are taken one after another, in order, those that fail among them', async () => {
    const turns = new Turns();
    const done: number[] = [];
    let atWork = 0;
    const taken = [1, 2, 3].map((number) =>
      turns.take(never, async () => {
        expect(++atWork).toBe(1);
        await delay(5);
        atWork--;
        done.push(number);
        if (number === 2) throw new Error('It failed.');
      }),
    );
    const [, second] = await Promise.allSettled(taken);
    expect(done).toEqual([1, 2, 3]);
    expect(second?.status).toBe('rejected');
  });

  it('that are given up let those behind them wait for those before them', async () => {
    const turns = new Turns();
    const stopping = new AbortController();
    let end: () => void = () => undefined;
    const first = turns.take(never, () => new Promise<void>((resolve) => (end = resolve)));
    const second = turns.take(stopping.signal, () => Promise.resolve());
    let isThird = false;
    const third = turns.take(never, () => {
      isThird = true;
      return Promise.resolve();
    });
    stopping.abort();
    await expect(second).rejects.toThrow(/aborted/);
    await delay(5);
    expect(isThird).toBe(false);
    end();
    await Promise.all([first, third]);
    expect(isThird).toBe(true);
  });

  it('are not taken while they are paused', async () => {
    const turns = new Turns();
    const startedMs = performance.now();
    turns.pause(40);
    await turns.take(never, () => Promise.resolve());
    expect(performance.now() - startedMs).toBeGreaterThanOrEqual(40);
  });
});
