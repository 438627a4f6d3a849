import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { landingOf, NEVER, publication, publishRows, schemas, stepOf } from '../support/catalog-fixture.js';
import { NO_COST } from '../../contracts/extraction.js';
import { PROVIDERS, type TestCatalog } from '../support/catalog-providers.js';
import { useCatalog } from '../support/catalog-suite.js';

const names = (count: number, prefix = 's') =>
  schemas(...Array.from({ length: count }, (_, index) => `${prefix}${index}`));

describe.each(PROVIDERS)('%s', (provider) => {
  let test: TestCatalog;
  useCatalog(provider, (opened) => {
    test = opened;
  });

  /** A run of schemas that has landed after another one was published, and how to publish it. */
  async function landed(before: ReturnType<typeof schemas>, after: ReturnType<typeof schemas>) {
    const source = `source-${randomUUID()}`;
    await publishRows(test.catalog, 'schema', before, source);
    const runId = `run-${randomUUID()}`;
    await test.catalog.beginRun(runId, source);
    await test.catalog.land(stepOf(runId), [landingOf('schema', after)], NEVER);
    const publish = (maxRemovedPercent?: number) =>
      test.catalog.publish({
        ...publication(runId, { schema: after.length }),
        ...(maxRemovedPercent !== undefined && { maxRemovedPercent }),
      });
    return { runId, publish };
  }

  describe('A run that removes more than its share', () => {
    it('is held back, stays as it landed, and is published when that is confirmed', async () => {
      const { runId, publish } = await landed(names(20), names(15));
      await expect(publish(20)).rejects.toMatchObject({
        category: 'held',
        message: expect.stringContaining(
          'it would remove 5 of 20 objects (25 %, more than 20 %): 5 schemas. The catalog is unchanged.',
        ),
      });
      expect(await test.catalog.getRun(runId)).toMatchObject({ status: 'running' });
      await expect(publish(20)).rejects.toMatchObject({ category: 'held' });
      expect((await publish()).changes).toEqual({ added: 0, closed: 5, unchanged: 15 });
    });

    it('says what of the loss it could not read', async () => {
      const { runId, publish } = await landed(names(20), []);
      const gap = {
        kind: 'schema',
        schemaName: null,
        objectName: 'all schemas',
        status: 'denied',
        objects: 20,
      } as const;
      const gaps = [{ ...gap, sqlState: '42501', reason: 'permission denied', remedy: null }];
      const step = { runId, partitionId: 'database', stage: 'discoverSchemas', reading: 1, epoch: 1 };
      await test.catalog.report(step, { tallies: [], gaps, cost: NO_COST });
      await expect(publish(20)).rejects.toMatchObject({
        message: expect.stringContaining(
          '(100 %, more than 20 %): 20 schemas. It could not read 20 schemas.',
        ),
      });
    });

    it('is outrun by another run of its source that is published first, which says so', async () => {
      const source = `source-${randomUUID()}`;
      await publishRows(test.catalog, 'schema', names(20), source);
      const [older, published, newer] = ['a', 'b', 'c'].map((name) => `run-${name}-${randomUUID()}`) as [
        string,
        string,
        string,
      ];
      for (const runId of [older, published, newer]) {
        await test.catalog.beginRun(runId, source);
        await test.catalog.land(stepOf(runId), [landingOf('schema', names(10))], NEVER);
      }
      const input = (runId: string) => ({ ...publication(runId, { schema: 10 }), maxRemovedPercent: 20 });
      await expect(test.catalog.publish(input(older))).rejects.toMatchObject({ category: 'held' });
      const { outrun } = await test.catalog.publish(publication(published, { schema: 10 }));
      expect([...outrun].sort()).toEqual([older, newer]);
      expect((await test.catalog.publish(publication(published, { schema: 10 }))).outrun).toEqual(outrun);
      for (const runId of [older, newer]) {
        await expect(test.catalog.publish(publication(runId, { schema: 10 }))).rejects.toMatchObject({
          category: 'fenced',
          message: expect.stringContaining(`${published} of the same source was published since it began`),
        });
      }
    });

    it('can be given up, and leaves no trace', async () => {
      const { runId, publish } = await landed(names(20), names(10));
      await expect(publish(20)).rejects.toMatchObject({ category: 'held' });
      await test.catalog.abandonRun(runId, 'cancelled', 'A test.');
      expect(await test.tracesOf(runId)).toEqual({});
    });
  });

  describe('A run is not held back', () => {
    it('that removes no more than its share, changes, adds, or is of a small source', async () => {
      const shares = [
        await landed(names(20), names(16)),
        await landed(names(19), []),
        await landed(
          names(30).map((row) => ({ ...row, comment: 'before' })),
          names(30).map((row) => ({ ...row, comment: 'after' })),
        ),
        await landed(names(20), [...names(20), ...names(30, 'more')]),
      ];
      const changes = [];
      for (const { publish } of shares) changes.push((await publish(20)).changes.closed);
      expect(changes).toEqual([4, 19, 30, 0]);
    });
  });
});
