import { describe, expect, it } from '@jest/globals';
import { pipeline } from '../../workflows/pipeline.js';

const tick = () => new Promise((resolve) => setImmediate(resolve));
const always = () => true;

describe('a pipeline', () => {
  it('lands each item with what was read of it, never more than its width in either half', async () => {
    const active = { read: 0, land: 0 };
    const most = { read: 0, land: 0 };
    const busy = async (half: 'read' | 'land', ticks: number) => {
      most[half] = Math.max(most[half], ++active[half]);
      for (let turn = 0; turn < ticks; turn++) await tick();
      active[half] -= 1;
    };
    const landed: string[] = [];
    const begun = await pipeline(
      [1, 2, 3, 4, 5, 6],
      { reading: 2, landing: 2 },
      {
        read: async (item) => {
          await busy('read', 1);
          return `read ${item}`;
        },
        land: async (item, read) => {
          await busy('land', 3);
          landed.push(`${read}, landed ${item}`);
        },
      },
      always,
    );
    expect(begun).toBe(6);
    expect(landed.sort()).toEqual([1, 2, 3, 4, 5, 6].map((item) => `read ${item}, landed ${item}`));
    expect(most).toEqual({ read: 2, land: 2 });
  });

  it('reads on while the item before lands', async () => {
    const events: string[] = [];
    const work = {
      read: async (item: number) => {
        events.push(`read ${item}`);
        await tick();
      },
      land: async (item: number) => {
        for (let turn = 0; turn < 4; turn++) await tick();
        events.push(`landed ${item}`);
      },
    };
    await pipeline([1, 2], { reading: 1, landing: 1 }, work, always);
    expect(events).toEqual(['read 1', 'read 2', 'landed 1', 'landed 2']);
  });

  it.each(['read', 'land'] as const)(
    'begins nothing more once a %s fails, and fails as it did when all has ended',
    async (half) => {
      const ended: string[] = [];
      const step = (name: 'read' | 'land') => async (item: number) => {
        await tick();
        if (name === half && item === 1) throw new Error(`${name} failed`);
        await tick();
        ended.push(`${name} ${item}`);
      };
      const work = { read: step('read'), land: step('land') };
      await expect(pipeline([1, 2, 3, 4, 5, 6], { reading: 2, landing: 1 }, work, always)).rejects.toThrow(
        `${half} failed`,
      );
      expect(ended).not.toContain('read 6');
      const settled = [...ended];
      for (let turn = 0; turn < 5; turn++) await tick();
      expect(ended).toEqual(settled);
    },
  );

  it('stops when told to, and lands what it has read', async () => {
    const landed: number[] = [];
    const work = {
      read: tick,
      land: async (item: number) => {
        await tick();
        landed.push(item);
      },
    };
    const begun = await pipeline([1, 2, 3, 4], { reading: 1, landing: 1 }, work, () => landed.length < 1);
    expect(landed).toHaveLength(begun);
    expect(begun).toBeLessThan(4);
  });
});
