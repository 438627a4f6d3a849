import { describe, expect, it } from '@jest/globals';
import { StageClock, type StageCost } from '../../bench/stages/stage-clock.js';

type Stage = 'inner' | 'outer';

/** What was used so far goes on when a test says so. */
let used: StageCost = { wallMs: 0, cpuMs: 0 };
const stageClock = () => new StageClock<Stage>(() => used);

async function take(wallMs: number, cpuMs = 0): Promise<void> {
  await Promise.resolve();
  used = { wallMs: used.wallMs + wallMs, cpuMs: used.cpuMs + cpuMs };
}

async function* items(): AsyncGenerator<number, void, undefined> {
  for (const item of [1, 2]) {
    await take(40);
    yield item;
  }
}

describe('the stage clock', () => {
  it('counts for a stage what its items take to make, and for the stage around it the rest alone', async () => {
    const clock = stageClock();
    await clock.during('outer', async () => {
      for await (const item of clock.each('inner', items())) await take(item * 10);
    });
    expect(clock.costOf('inner').wallMs).toBe(80);
    expect(clock.costOf('outer').wallMs).toBe(30);
  });

  it('counts processor time, and nothing of what is done in no stage', async () => {
    const clock = stageClock();
    await clock.during('outer', () => take(50, 20));
    await take(50, 50);
    expect(clock.costOf('outer')).toEqual({ wallMs: 50, cpuMs: 20 });
    expect(clock.costOf('inner')).toEqual({ wallMs: 0, cpuMs: 0 });
  });

  it('counts what this process uses, where nothing else is said', async () => {
    const clock = new StageClock<Stage>();
    await clock.during('outer', () => {
      const before = process.cpuUsage();
      for (let usedMs = 0; usedMs < 20;) {
        const { user, system } = process.cpuUsage(before);
        usedMs = (user + system) / 1000;
      }
      return Promise.resolve();
    });
    expect(clock.costOf('outer').cpuMs).toBeGreaterThanOrEqual(20);
    expect(clock.costOf('outer').wallMs).toBeGreaterThan(0);
  });

  it('leaves a stage that fails, and closes a stream that is left early', async () => {
    const clock = stageClock();
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
    await take(20);
    await clock.during('outer', () => Promise.resolve());
    expect(closed).toEqual(['stream']);
    expect(clock.costOf('inner')).toEqual(before);
  });
});
