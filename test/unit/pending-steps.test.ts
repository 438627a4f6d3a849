import { describe, expect, it } from '@jest/globals';
import type { PendingStep } from '../../client/pending-steps.js';
import { describeStep } from '../../client/render/pending-steps.js';

const movedAt = '2026-01-02T03:04:05.000Z';
const step: PendingStep = {
  activity: 'extractColumns',
  activityId: '5',
  attempt: 1,
  state: 'working',
  heartbeat: { rows: 12_345, doing: 'source.read(column, partition r1)', movedAt },
  lastFailure: null,
};
const after = (seconds: number) => new Date(Date.parse(movedAt) + seconds * 1000);

describe('a line about a step', () => {
  it('says what it is at and how many rows it has done', () => {
    expect(describeStep(step, after(2))).toBe(
      'extractColumns working in source.read(column, partition r1), 12,345 rows',
    );
  });

  it('says how long nothing has moved', () => {
    expect(describeStep(step, after(45))).toMatch(/ rows, nothing moved for 45\.0 s$/);
  });

  it('says of a step that waits for its next attempt what the last one failed with', () => {
    const lastFailure = { category: 'connection_lost', message: 'The connection broke.' };
    expect(describeStep({ ...step, state: 'waiting', attempt: 3, lastFailure }, after(45))).toBe(
      'extractColumns waiting, attempt 3, last failure connection_lost: The connection broke.',
    );
  });
});
