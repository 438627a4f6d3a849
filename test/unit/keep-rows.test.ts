import { describe, expect, it } from '@jest/globals';
import { keepRows } from '../../batches/keep-rows.js';

const batch = {
  rows: 3,
  columns: [
    ['a', 'b', 'c'],
    [1, 2, 3],
  ],
};

describe('The rows kept of a batch', () => {
  it('are the marked ones of every column, in their order', () => {
    expect(keepRows(batch, [true, false, true])).toEqual({
      rows: 2,
      columns: [
        ['a', 'c'],
        [1, 3],
      ],
    });
  });

  it('are the batch itself where all are marked, and none where none is', () => {
    expect(keepRows(batch, [true, true, true])).toBe(batch);
    expect(keepRows(batch, [false, false, false])).toEqual({ rows: 0, columns: [[], []] });
  });
});
