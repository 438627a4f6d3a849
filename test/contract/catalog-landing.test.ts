import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CatalogObject, CatalogProvider, LandingKind } from '../../catalog/provider.js';
import {
  batchOf,
  landingOf,
  NEVER,
  publication,
  publishRows,
  reportCounts,
  schemas,
} from '../support/catalog-fixture.js';
import { createCatalog, PROVIDERS, type TestCatalog } from '../support/catalog-providers.js';

describe.each(PROVIDERS)('%s', (provider) => {
  let test: TestCatalog;
  let catalog: CatalogProvider;

  beforeAll(async () => {
    test = await createCatalog(provider);
    catalog = test.catalog;
  });
  afterAll(async () => {
    await test[Symbol.asyncDispose]();
  });

  const namesOf = async (source: string) =>
    (
      await test.query('SELECT schema_name AS name FROM catalog.schemas WHERE source_name = $1 ORDER BY 1', [
        source,
      ])
    ).map(({ name }) => name);

  const step = (runId: string, epoch = 1, partitionId = 'database', reading = 1) => ({
    runId,
    partitionId,
    epoch,
    reading,
  });

  /** A landing that hands over one batch and then waits until it is released. */
  function stalled(rows: string[]): { landing: LandingKind; reached: Promise<void>; release: () => void } {
    const events = new EventTarget();
    const happened = (name: string) =>
      new Promise<void>((resolve) => {
        events.addEventListener(name, () => {
          resolve();
        });
      });
    const reached = happened('reached');
    const released = happened('released');
    async function* batches() {
      yield batchOf('schema', schemas(...rows));
      events.dispatchEvent(new Event('reached'));
      await released;
    }
    return {
      landing: { kind: 'schema', digest: randomUUID(), batches },
      reached,
      release: () => {
        events.dispatchEvent(new Event('released'));
      },
    };
  }

  describe('Landing', () => {
    it('of a partition twice gives the same as once', async () => {
      await catalog.beginRun('twice', 'twice');
      const land = (epoch: number) =>
        catalog.land(step('twice', epoch), [landingOf('schema', schemas('a', 'b'))], NEVER);
      expect(await land(1)).toEqual({ schema: 2 });
      expect(await land(1)).toEqual({ schema: 2 });
      expect(await land(2)).toEqual({ schema: 2 });
      expect((await catalog.publish(publication('twice', { schema: 2 }))).changes).toEqual({
        added: 2,
        closed: 0,
        unchanged: 0,
      });
    });

    it('again, by a later attempt, of what has landed leaves it as it is', async () => {
      await catalog.beginRun('landed', 'landed');
      await catalog.land(step('landed'), [landingOf('schema', schemas('a'))], NEVER);
      const again = await catalog.land(step('landed', 2), [landingOf('schema', schemas('b', 'c'))], NEVER);
      expect(again).toEqual({ schema: 1 });
      await catalog.publish(publication('landed', { schema: 1 }));
      expect(await namesOf('landed')).toEqual(['a']);
    });

    it('of two artifacts of one kind is refused', async () => {
      await catalog.beginRun('parts', 'parts');
      const parts = [landingOf('schema', schemas('a')), landingOf('schema', schemas('b', 'c'))];
      await expect(catalog.land(step('parts'), parts, NEVER)).rejects.toThrow('two artifacts of one kind');
    });

    it('of partitions at once lands them all', async () => {
      await catalog.beginRun('parallel', 'parallel');
      const partitions = Array.from({ length: 12 }, (_, index) => `relations-${index}`);
      await Promise.all(
        partitions.map((partition) =>
          catalog.land(
            step('parallel', 1, partition),
            [landingOf('schema', schemas(partition))],
            new AbortController().signal,
          ),
        ),
      );
      await catalog.publish(publication('parallel', { schema: 12 }, partitions));
      expect(await namesOf('parallel')).toHaveLength(12);
    });

    it('refuses an attempt once a later one took over', async () => {
      await catalog.beginRun('fenced', 'fenced');
      await catalog.land(step('fenced', 2), [landingOf('schema', schemas('second'))], NEVER);
      const late = catalog.land(step('fenced', 1), [landingOf('schema', schemas('first'))], NEVER);
      await expect(late).rejects.toMatchObject({ category: 'fenced' });
      await catalog.publish(publication('fenced', { schema: 1 }));
      expect(await namesOf('fenced')).toEqual(['second']);
    });

    it('does not wait for a suspended attempt, which can neither commit nor hold up publishing', async () => {
      await catalog.beginRun('zombie', 'zombie');
      const zombie = stalled(['from the zombie']);
      const suspended = catalog.land(step('zombie', 1), [zombie.landing], NEVER);
      const outcome = suspended.catch((error: unknown) => error);
      await zombie.reached;
      await test.untilLanding();
      await catalog.land(step('zombie', 2), [landingOf('schema', schemas('kept'))], NEVER);
      await catalog.publish(publication('zombie', { schema: 1 }));
      zombie.release();
      expect(await outcome).toHaveProperty('category', expect.stringMatching(/fenced|store_unavailable/));
      expect(await namesOf('zombie')).toEqual(['kept']);
    });

    it('of an attempt that wakes before publishing is fenced', async () => {
      await catalog.beginRun('woken', 'woken');
      const zombie = stalled(['from the zombie']);
      const suspended = catalog.land(step('woken', 1), [zombie.landing], NEVER);
      await zombie.reached;
      await test.untilLanding();
      await catalog.land(step('woken', 2), [landingOf('schema', schemas('kept'))], NEVER);
      zombie.release();
      await expect(suspended).rejects.toMatchObject({ category: 'fenced' });
      await catalog.publish(publication('woken', { schema: 1 }));
      expect(await namesOf('woken')).toEqual(['kept']);
    });

    it('of an unknown, abandoned or published run is fenced', async () => {
      const { runId } = await publishRows(catalog, 'schema', schemas('a'), 'ended');
      await catalog.beginRun('ended-2', 'ended');
      await catalog.abandonRun('ended-2', 'failed', 'It broke.');
      for (const id of ['never begun', 'ended-2', runId]) {
        const late = catalog.land(step(id, 9), [landingOf('schema', schemas('b'))], NEVER);
        await expect(late).rejects.toMatchObject({ category: 'fenced' });
      }
    });

    it('stops at once when it is cancelled, and nothing of it remains', async () => {
      await catalog.beginRun('cancelled', 'cancelled');
      const controller = new AbortController();
      const slow = stalled(['half']);
      const landing = catalog.land(step('cancelled'), [slow.landing], controller.signal);
      await slow.reached;
      await test.untilLanding();
      const startedMs = Date.now();
      controller.abort();
      await expect(landing).rejects.toMatchObject({ category: 'cancelled' });
      expect(Date.now() - startedMs).toBeLessThan(2000);
      slow.release();
      await catalog.land(step('cancelled', 2), [landingOf('schema', schemas('whole'))], NEVER);
      await catalog.publish(publication('cancelled', { schema: 1 }));
      expect(await namesOf('cancelled')).toEqual(['whole']);
    });

    it('does not begin when it is cancelled already', async () => {
      await catalog.beginRun('too-late', 'too-late');
      const landing = catalog.land(
        step('too-late'),
        [landingOf('schema', schemas('a'))],
        AbortSignal.abort(),
      );
      await expect(landing).rejects.toMatchObject({ category: 'cancelled' });
    });

    it('passes on what reading the artifact threw, and nothing of it remains', async () => {
      await catalog.beginRun('broken', 'broken');
      async function* batches() {
        yield batchOf('schema', schemas('half'));
        await Promise.reject(new Error('The artifact is damaged.'));
      }
      const landing = catalog.land(step('broken'), [{ kind: 'schema', digest: 'x', batches }], NEVER);
      await expect(landing).rejects.toThrow('The artifact is damaged.');
      expect(Object.keys(await test.tracesOf('broken'))).toEqual(['landing_step']);
    });

    it('refuses a row that lacks a required value, once and for all', async () => {
      await catalog.beginRun('unfit', 'unfit');
      const landing = catalog.land(step('unfit'), [landingOf('schema', [{ owner: null }])], NEVER);
      await expect(landing).rejects.toMatchObject({
        category: 'incomplete',
        retryable: false,
      });
    });

    it('keeps hostile text as it is', async () => {
      const hostile = [
        'tab\there',
        'line\nfeed\r\nreturn',
        'back\\slash \\N \\. \\x41',
        '\\N',
        '\\.',
        `"quoted" 'single' $$dollar$$`,
        `emoji ${String.fromCodePoint(0x1f600)} \u0001 \u00a0\u2028`,
        ' leading and trailing ',
        'x'.repeat(200_000),
      ];
      await catalog.beginRun('hostile', 'hostile');
      const rows = hostile.map((comment, index) => ({
        schema_name: `${index} ${comment.slice(0, 40)}`,
        comment,
        acl: JSON.stringify([{ grantee: comment }]),
      }));
      await catalog.land(step('hostile'), [landingOf('schema', rows)], NEVER);
      await catalog.publish(publication('hostile', { schema: rows.length }));
      const stored: CatalogObject<'schema'>[] = [];
      for await (const batch of catalog.objectsOf('hostile', 'schema')) stored.push(...batch);
      const byNumber = stored.toSorted((a, b) => parseInt(a.schema_name) - parseInt(b.schema_name));
      expect(byNumber.map(({ comment }) => comment)).toEqual(hostile);
      expect(byNumber.map(({ acl }) => JSON.parse(acl ?? '') as unknown)).toEqual(
        hostile.map((grantee) => [{ grantee }]),
      );
      expect(byNumber.map(({ schema_name }) => schema_name)).toEqual(rows.map((row) => row.schema_name));
    });

    it('keeps every type of value exactly', async () => {
      const row = {
        row_estimate: 0.1 + 0.2,
        heap_bytes: 9_223_372_036_854_775_807n,
        last_vacuum: 1_700_000_000_123_456n,
        live_rows: null,
      };
      await catalog.beginRun('types', 'types');
      await catalog.land(step('types'), [landingOf('table_statistics', [row])], NEVER);
      await catalog.publish(publication('types', { table_statistics: 1 }));
      for await (const [stored] of catalog.objectsOf('types', 'table_statistics')) {
        expect(stored).toMatchObject(row);
      }
    });
  });

  describe('An abandoned run', () => {
    it('leaves no trace but its end', async () => {
      await publishRows(catalog, 'schema', schemas('published'), 'abandoned');
      await catalog.beginRun('abandoned', 'abandoned');
      await catalog.land(step('abandoned'), [landingOf('schema', schemas('a'))], NEVER);
      await reportCounts(catalog, 'abandoned', []);
      expect(await test.tracesOf('abandoned')).toEqual({
        schema_version: 1,
        landing_step: 1,
        step_report: 1,
        keys: 1,
      });
      await catalog.abandonRun('abandoned', 'cancelled', 'Somebody asked to stop.');
      await catalog.abandonRun('abandoned', 'failed', 'Too late to matter.');
      expect(await test.tracesOf('abandoned')).toEqual({});
      expect(await namesOf('abandoned')).toEqual(['published']);
      expect(await catalog.getRun('abandoned')).toMatchObject({
        status: 'cancelled',
        outcome: 'cancelled',
        message: 'Somebody asked to stop.',
      });
    });

    it('runs again from nothing when it is resumed', async () => {
      await catalog.beginRun('resumed', 'resumed');
      await catalog.land(step('resumed', 7), [landingOf('schema', schemas('a'))], NEVER);
      await catalog.abandonRun('resumed', 'failed', 'It broke.');
      await catalog.beginRun('resumed', 'resumed');
      expect(await catalog.getRun('resumed')).toMatchObject({
        status: 'running',
        outcome: null,
        endedAt: null,
      });
      await expect(catalog.publish(publication('resumed', { schema: 1 }))).rejects.toMatchObject({
        category: 'incomplete',
      });
      await catalog.land(step('resumed', 1), [landingOf('schema', schemas('b'))], NEVER);
      await catalog.publish(publication('resumed', { schema: 1 }));
      expect(await namesOf('resumed')).toEqual(['b']);
    });

    it('stays published when it is published, and unknown when it is unknown', async () => {
      const { runId } = await publishRows(catalog, 'schema', schemas('a'), 'kept');
      await catalog.abandonRun(runId, 'failed', 'Too late.');
      await catalog.abandonRun('never begun', 'failed', 'Never begun.');
      expect(await catalog.getRun(runId)).toMatchObject({ status: 'published', message: null });
      expect(await catalog.getRun('never begun')).toBeNull();
      expect(await namesOf('kept')).toEqual(['a']);
    });

    it('ends even while a suspended attempt is landing', async () => {
      await catalog.beginRun('held', 'held');
      const zombie = stalled(['a']);
      const outcome = catalog.land(step('held'), [zombie.landing], NEVER).catch((error: unknown) => error);
      await zombie.reached;
      await test.untilLanding();
      await catalog.abandonRun('held', 'cancelled', 'Somebody asked to stop.');
      zombie.release();
      expect(await outcome).toBeInstanceOf(Error);
    });
  });
});
