import { describe, expect, it } from '@jest/globals';
import type { GarbageSummary } from '../../client/artifacts/collect-garbage.js';
import { inLanes } from '../../client/artifacts/in-lanes.js';
import { parseDuration } from '../../client/duration.js';
import { renderGarbage } from '../../client/render/artifact-garbage.js';
import { describeProgress } from '../../client/render/artifact-progress.js';
import { renderDuplicates, renderVerification } from '../../client/render/artifacts.js';

const garbage: GarbageSummary = {
  ...{ artifacts: 0, sizeBytes: 0, deleted: false, keptAsVersions: 0, unfinishedWrites: 0 },
  kept: { registered: 0, running: 0, recent: 0, unknown_run: 0, foreign: 0 },
};

describe('Work in lanes', () => {
  it('is done on as many items at a time as there are lanes', async () => {
    let underWay = 0;
    let most = 0;
    const done: number[] = [];
    await inLanes([1, 2, 3, 4, 5, 6, 7], 3, async (item) => {
      most = Math.max(most, ++underWay);
      await new Promise((resolve) => setTimeout(resolve, 5));
      underWay--;
      done.push(item);
    });
    expect(most).toBe(3);
    expect(done.toSorted()).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });

  it('begins nothing further once an item failed, and waits for what is under way', async () => {
    const begun: number[] = [];
    const ended: number[] = [];
    const failure = new Error('no');
    const working = inLanes([1, 2, 3, 4, 5], 2, async (item) => {
      begun.push(item);
      if (item === 2) throw failure;
      await new Promise((resolve) => setTimeout(resolve, 20));
      ended.push(item);
    });
    await expect(working).rejects.toBe(failure);
    expect(begun).toEqual([1, 2]);
    expect(ended).toEqual([1]);
  });
});

describe('Artifacts for people', () => {
  it('are counted with the total where it is known', () => {
    const progress = { artifacts: 1200, artifactsTotal: 4000, sizeBytes: 1.4e9 };
    expect(describeProgress(progress, 12_000)).toBe('1,200 of 4,000 artifacts, 1.4 GB, 12.0 s');
    expect(describeProgress({ ...progress, artifactsTotal: null }, 500)).toBe(
      '1,200 artifacts, 1.4 GB, 500 ms',
    );
  });

  it('verify or are counted by what they are instead', () => {
    const counts = { artifacts: 2, sizeBytes: 10, verified: 2, altered: 0, missing: 0 };
    expect(renderVerification(counts)).toBe('2 artifacts verified, 10 B: each holds what is registered.');
    expect(renderVerification({ ...counts, verified: 1, missing: 1 })).toMatch(
      /^2 artifacts read: 1 verified, 0 altered, 1 missing\. /,
    );
    expect(renderVerification({ ...counts, artifacts: 0, verified: 0 })).toBe(
      'No artifact is registered here.',
    );
  });

  it('are listed with their duplicates, the first contents of many', () => {
    const content = { sha256: 'aa', sizeBytes: 2000, artifactIds: ['runs/1', 'runs/2'] };
    expect(renderDuplicates([content])).toBe('aa  2.0 kB, 2 times\n  runs/1\n  runs/2');
    expect(renderDuplicates(Array.from({ length: 21 }, () => content))).toMatch(/Not shown: 1 more;/);
    expect(renderDuplicates([])).toBe('No two artifacts have the same content.');
  });

  it('are garbage that is shown first, and said to stay as versions where it does', () => {
    expect(renderGarbage(garbage)).toBe('There is no garbage.\nKept: nothing, the store is empty.');
    const found = { ...garbage, artifacts: 3, sizeBytes: 9, unfinishedWrites: 2 };
    expect(renderGarbage(found)).toMatch(
      /^Garbage: 3 artifacts, 9 B, and what 2 unfinished writes left\. Nothing is deleted yet: add --delete\.\n/,
    );
    expect(renderGarbage({ ...found, deleted: true, keptAsVersions: 3 })).toMatch(
      /^Deleted: .*\nThe bucket keeps versions: /,
    );
  });
});

it.each([
  ['90s', 90_000],
  ['30m', 1_800_000],
  ['6h', 21_600_000],
  ['1d', 86_400_000],
])('%s is a duration', (text, durationMs) => {
  expect(parseDuration(text)).toBe(durationMs);
});

it.each(['0s', '1', 'h', '1w', '-1d', '1.5h'])('%s is no duration', (text) => {
  expect(() => parseDuration(text)).toThrow(expect.objectContaining({ category: 'invalid_input' }));
});
