import { describe, expect, it } from '@jest/globals';
import type { PublishInput } from '../../catalog/provider.js';
import type { ExtractionProgress } from '../../contracts/extraction.js';
import { PROGRESS_QUERY } from '../../contracts/names.js';
import { FAKE_PUBLISHED, fakeActivities, UNCHANGED } from '../fakes/activities.js';
import { failureOf, workflowEnvironment } from '../support/workflow-environment.js';

const { withWorkers, start } = workflowEnvironment();

/** What a landing says that is refused since a partition has an object of it. */
const repeatedBy = (partitionId: string) => ({ partitionId, message: 'The table b was found twice.' });

describe('A run that finds an object in two partitions', () => {
  it('lands what another partition had found too once that one has been read again, and all others have landed', async () => {
    const landed: string[] = [];
    const published: PublishInput[] = [];
    const { activities } = fakeActivities(3, {
      loadCatalog: ({ partitionId, reading }) => {
        const isRefused = partitionId === 'relations-0002' && !landed.includes('relations-0001 2');
        if (isRefused) return Promise.resolve({ rows: {}, repeated: repeatedBy('relations-0001') });
        landed.push(`${partitionId} ${reading}`);
        return Promise.resolve({ rows: {} });
      },
      publishRun: (input) => {
        published.push(input);
        return Promise.resolve(FAKE_PUBLISHED);
      },
    });
    await withWorkers(activities, async () => {
      const handle = await start();
      await handle.result();
      expect(await handle.query<ExtractionProgress>(PROGRESS_QUERY)).toMatchObject({
        partitionsDone: 4,
        partitionsTotal: 4,
      });
    });
    expect(landed.slice(-2)).toEqual(['relations-0001 2', 'relations-0002 1']);
    expect(landed).toHaveLength(5);
    expect(published[0]?.partitions).toMatchObject([
      { partitionId: 'database', reading: 1 },
      { partitionId: 'relations-0001', reading: 2 },
      { partitionId: 'relations-0002', reading: 1 },
      { partitionId: 'relations-0003', reading: 1 },
    ]);
    expect(published[0]?.extracted).toMatchObject({ table: 30 });
  });

  it('reads a partition itself again when the other one still has what both had found', async () => {
    const landed: string[] = [];
    const { activities } = fakeActivities(2, {
      loadCatalog: ({ partitionId, reading }) => {
        const isRefused = partitionId === 'relations-0002' && reading === 1;
        if (isRefused) return Promise.resolve({ rows: {}, repeated: repeatedBy('relations-0001') });
        landed.push(`${partitionId} ${reading}`);
        return Promise.resolve({ rows: {} });
      },
    });
    await withWorkers(activities, async () => {
      const handle = await start();
      await handle.result();
      expect(await handle.query<ExtractionProgress>(PROGRESS_QUERY)).toMatchObject({
        partitionsDone: 3,
        partitionsTotal: 3,
      });
    });
    expect(landed.slice(-2)).toEqual(['relations-0001 2', 'relations-0002 2']);
  });

  it('fails, and says why, when two partitions find the same object however often they are read', async () => {
    const { activities, calls } = fakeActivities(2, {
      loadCatalog: ({ partitionId }) =>
        Promise.resolve({
          rows: {},
          ...(partitionId === 'relations-0002' && { repeated: repeatedBy('relations-0001') }),
        }),
    });
    await withWorkers(activities, async () => {
      expect(await failureOf((await start()).result())).toMatchObject({
        type: 'incomplete',
        message: repeatedBy('').message,
      });
    });
    expect(calls).not.toContain('publishRun');
    expect(calls.at(-1)).toBe('abandonRun');
  });

  it('fails soon when a partition has an object twice by itself', async () => {
    const { activities, calls } = fakeActivities(2, {
      loadCatalog: ({ partitionId }) =>
        Promise.resolve({
          rows: {},
          ...(partitionId === 'relations-0002' && { repeated: repeatedBy('relations-0002') }),
        }),
    });
    await withWorkers(activities, async () => {
      expect(await failureOf((await start()).result())).toMatchObject({ type: 'incomplete' });
    });
    expect(calls.filter((call) => call === 'extractTables')).toHaveLength(2 + 3);
  });

  it('reads what is found in two partitions again, also after the last of three readings', async () => {
    const last: boolean[] = [];
    const { activities, calls } = fakeActivities(2, {
      recountObjects: ({ isLast }) => {
        last.push(isLast);
        const stalePartitions = last.length < 5 ? ['relations-0001'] : [];
        return Promise.resolve({ ...UNCHANGED, changedPartitions: ['relations-0002'], stalePartitions });
      },
    });
    await withWorkers(activities, async () => (await start()).result());
    expect(last).toEqual([false, false, true, true, true]);
    expect(calls.filter((call) => call === 'extractTables')).toHaveLength(2 + 2 + 2 + 1 + 1);
    expect(calls.at(-1)).toBe('publishRun');
  });
});
