import { describe, expect, it } from '@jest/globals';
import type { CatalogObject, CatalogProvider } from '../../catalog/provider.js';
import {
  batchOf,
  currentSchemas,
  landingOf,
  NEVER,
  publication,
  publishRows,
  schemas,
  stalled,
  stepOf,
} from '../support/catalog-fixture.js';
import { PROVIDERS, type TestCatalog } from '../support/catalog-providers.js';
import { useCatalog } from '../support/catalog-suite.js';

describe.each(PROVIDERS)('%s', (provider) => {
  let test: TestCatalog;
  let catalog: CatalogProvider;
  useCatalog(provider, (opened) => {
    test = opened;
    catalog = opened.catalog;
  });

  const namesOf = (source: string) => currentSchemas(test, source);

  describe('Landing', () => {
    it('of a partition twice gives the same as once', async () => {
      await catalog.beginRun('twice', 'twice');
      const land = (epoch: number) =>
        catalog.land(stepOf('twice', epoch), [landingOf('schema', schemas('a', 'b'))], NEVER);
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
      await catalog.land(stepOf('landed'), [landingOf('schema', schemas('a'))], NEVER);
      const again = await catalog.land(stepOf('landed', 2), [landingOf('schema', schemas('b', 'c'))], NEVER);
      expect(again).toEqual({ schema: 1 });
      await catalog.publish(publication('landed', { schema: 1 }));
      expect(await namesOf('landed')).toEqual(['a']);
    });

    it('of two artifacts of one kind is refused', async () => {
      await catalog.beginRun('parts', 'parts');
      const parts = [landingOf('schema', schemas('a')), landingOf('schema', schemas('b', 'c'))];
      await expect(catalog.land(stepOf('parts'), parts, NEVER)).rejects.toThrow('two artifacts of one kind');
    });

    it('of partitions at once lands them all', async () => {
      await catalog.beginRun('parallel', 'parallel');
      const partitions = Array.from({ length: 12 }, (_, index) => `relations-${index}`);
      await Promise.all(
        partitions.map((partition) =>
          catalog.land(
            stepOf('parallel', 1, partition),
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
      await catalog.land(stepOf('fenced', 2), [landingOf('schema', schemas('second'))], NEVER);
      const late = catalog.land(stepOf('fenced', 1), [landingOf('schema', schemas('first'))], NEVER);
      await expect(late).rejects.toMatchObject({ category: 'fenced' });
      await catalog.publish(publication('fenced', { schema: 1 }));
      expect(await namesOf('fenced')).toEqual(['second']);
    });

    it('does not wait for a suspended attempt, which can neither commit nor hold up publishing', async () => {
      await catalog.beginRun('zombie', 'zombie');
      const zombie = stalled(['from the zombie']);
      const suspended = catalog.land(stepOf('zombie', 1), [zombie.landing], NEVER);
      const outcome = suspended.catch((error: unknown) => error);
      await zombie.reached;
      await test.untilLanding();
      await catalog.land(stepOf('zombie', 2), [landingOf('schema', schemas('kept'))], NEVER);
      await catalog.publish(publication('zombie', { schema: 1 }));
      zombie.release();
      expect(await outcome).toHaveProperty('category', expect.stringMatching(/fenced|store_unavailable/));
      expect(await namesOf('zombie')).toEqual(['kept']);
    });

    it('of an attempt that wakes before publishing is fenced', async () => {
      await catalog.beginRun('woken', 'woken');
      const zombie = stalled(['from the zombie']);
      const suspended = catalog.land(stepOf('woken', 1), [zombie.landing], NEVER);
      await zombie.reached;
      await test.untilLanding();
      await catalog.land(stepOf('woken', 2), [landingOf('schema', schemas('kept'))], NEVER);
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
        const late = catalog.land(stepOf(id, 9), [landingOf('schema', schemas('b'))], NEVER);
        await expect(late).rejects.toMatchObject({ category: 'fenced' });
      }
    });

    it('stops at once when it is cancelled, and nothing of it remains', async () => {
      await catalog.beginRun('cancelled', 'cancelled');
      const controller = new AbortController();
      const slow = stalled(['half']);
      const landing = catalog.land(stepOf('cancelled'), [slow.landing], controller.signal);
      await slow.reached;
      await test.untilLanding();
      const startedMs = Date.now();
      controller.abort();
      await expect(landing).rejects.toMatchObject({ category: 'cancelled' });
      expect(Date.now() - startedMs).toBeLessThan(2000);
      slow.release();
      await catalog.land(stepOf('cancelled', 2), [landingOf('schema', schemas('whole'))], NEVER);
      await catalog.publish(publication('cancelled', { schema: 1 }));
      expect(await namesOf('cancelled')).toEqual(['whole']);
    });

    it('does not begin when it is cancelled already', async () => {
      await catalog.beginRun('too-late', 'too-late');
      const landing = catalog.land(
        stepOf('too-late'),
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
      const landing = catalog.land(stepOf('broken'), [{ kind: 'schema', digest: 'x', batches }], NEVER);
      await expect(landing).rejects.toThrow('The artifact is damaged.');
      expect(Object.keys(await test.tracesOf('broken'))).toEqual(['landing_step']);
    });

    it('refuses a row that lacks a required value, once and for all', async () => {
      await catalog.beginRun('unfit', 'unfit');
      const landing = catalog.land(stepOf('unfit'), [landingOf('schema', [{ owner: null }])], NEVER);
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
      await catalog.land(stepOf('hostile'), [landingOf('schema', rows)], NEVER);
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
      await catalog.land(stepOf('types'), [landingOf('table_statistics', [row])], NEVER);
      await catalog.publish(publication('types', { table_statistics: 1 }));
      for await (const [stored] of catalog.objectsOf('types', 'table_statistics')) {
        expect(stored).toMatchObject(row);
      }
    });
  });
});
