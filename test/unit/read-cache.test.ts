import { describe, expect, it } from '@jest/globals';
import { ReadCache } from '../../catalog/sqlite/read-cache.js';

const row = { a: 1 };

describe('The read cache', () => {
  it('answers while the database is in the same state, and forgets all when it is not', () => {
    const cache = new ReadCache();
    expect(cache.get(1n, 'q')).toBeUndefined();
    cache.set('q', [row]);
    expect(cache.get(1n, 'q')).toEqual([row]);
    expect(cache.get(2n, 'q')).toBeUndefined();
    expect(cache.get(1n, 'q')).toBeUndefined();
  });

  it('keeps the 1,000 answers that were asked for last', () => {
    const cache = new ReadCache();
    cache.get(1n, 'first');
    for (let at = 0; at < 1000; at++) cache.set(`q${at}`, [row]);
    cache.get(1n, 'q0');
    cache.set('one more', [row]);
    expect(cache.get(1n, 'q0')).toEqual([row]);
    expect(cache.get(1n, 'q1')).toBeUndefined();
    expect(cache.get(1n, 'q2')).toEqual([row]);
  });

  it('keeps that there is nothing, and no answer of more than 100 rows', () => {
    const cache = new ReadCache();
    cache.get(1n, 'none');
    cache.set('none', []);
    cache.set('many', Array<object>(101).fill(row));
    expect(cache.get(1n, 'none')).toEqual([]);
    expect(cache.get(1n, 'many')).toBeUndefined();
  });
});
