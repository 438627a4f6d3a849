import { describe, expect, it } from '@jest/globals';
import { setTimeout as wait } from 'node:timers/promises';
import { StageClock } from '../../bench/stages/stage-clock.js';

type Stage = 'inner' | 'outer';

async function* items(): AsyncGenerator<number, void, undefined> {
  for (const item of [1, 2]) {
    await wait(40);
    yield item;
  }
}

describe('the stage clock', () => {
  it('counts for a stage what its items take to make, and for the stage around it the rest alone', async () => {
    const clock = new StageClock<Stage>();
    const startedMs = performance.now();
    await clock.during('outer', async () => {
      for await (const item of clock.each('inner', items())) await wait(item * 10);
    });
    const allMs = performance.now() - startedMs;
    const [inner, outer] = [clock.costOf('inner').wallMs, clock.costOf('outer').wallMs];
    expect(inner).toBeGreaterThan(70);
    expect(outer).toBeGreaterThan(25);
    expect(inner + outer).toBeLessThanOrEqual(allMs);
    expect(inner + outer).toBeGreaterThan(allMs - 20);
  });

  it('counts processor time, and nothing of what is done in no stage', async () => {
    const clock = new StageClock<Stage>();
    await clock.during('outer', async () => {
      const untilMs = performance.now() + 50;
      while (performance.now() < untilMs);
      return Promise.resolve();
    });
    await wait(50);
    expect(clock.costOf('outer').cpuMs).toBeGreaterThan(10);
    expect(clock.costOf('inner')).toEqual({ wallMs: 0, cpuMs: 0 });
  });

  it('leaves a stage that fails, and closes a stream that is left early', async () => {
    const clock = new StageClock<Stage>();
    const closed: string[] = [];
    const stream = async function* () {
      try {
        yield* items();
      } finally {
        closed.push('stream');
      }
    };
    await clock.during('outer', async () => {
      for await (const item of clock.each('inner', stream())) if (item === 1) break;
    });
    await expect(clock.during('inner', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
    const before = clock.costOf('inner');
    await wait(20);
    await clock.during('outer', () => Promise.resolve());
    expect(closed).toEqual(['stream']);
    expect(clock.costOf('inner')).toEqual(before);
  });
});
