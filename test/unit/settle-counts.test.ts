import { describe, expect, it } from '@jest/globals';
import type { SourceCounts } from '../../contracts/extraction.js';
import { isSettled, settleCounts } from '../../workflows/settle-counts.js';

const counts = (tables: number, views: number): SourceCounts => ({
  counts: [
    { kind: 'table', schemaName: null, counted: tables, filtered: 0 },
    { kind: 'view', schemaName: null, counted: views, filtered: 0 },
  ],
  gaps: [],
});

describe('the counts a run is held against', () => {
  it('are those taken before when what was extracted fits them', () => {
    expect(isSettled(counts(3, 1), { table: 3, view: 1 })).toBe(true);
    expect(isSettled(counts(3, 1), { table: 3 })).toBe(false);
  });

  it('are those taken after for a kind that moved and fits them, and for no other', () => {
    const settled = settleCounts(counts(3, 1), counts(4, 9), { table: 4, view: 1 });
    expect(settled).toEqual(counts(4, 1));
    expect(isSettled(settled, { table: 4, view: 1 })).toBe(true);
  });

  it('stay those taken before when neither fits: a loss is not explained away', () => {
    expect(settleCounts(counts(3, 1), counts(3, 1), { table: 2, view: 1 })).toEqual(counts(3, 1));
    expect(settleCounts(counts(3, 1), counts(5, 1), { table: 2, view: 1 })).toEqual(counts(3, 1));
  });

  it('count what a role may not read as withheld', () => {
    const gap = {
      kind: 'view',
      schemaName: null,
      status: 'denied',
      objectName: 'v',
      sqlState: '42501',
      reason: '',
      remedy: null,
      objects: 1,
    } as const;
    expect(isSettled({ ...counts(3, 1), gaps: [gap] }, { table: 3 })).toBe(true);
  });
});
