import { describe, expect, it } from '@jest/globals';
import type { CatalogProvider } from '../../catalog/provider.js';
import type { AttributeFilter } from '../../catalog/reading/read-model.js';
import type { Kind } from '../../contracts/kinds/index.js';
import { landingOf, NEVER, publication, publishRows, schemas } from '../support/catalog-fixture.js';
import { PROVIDERS } from '../support/catalog-providers.js';
import { useCatalog } from '../support/catalog-suite.js';
import { equals, namesOf } from '../support/reading-rows.js';

describe.each(PROVIDERS)('%s', (provider) => {
  let catalog: CatalogProvider;
  useCatalog(provider, (opened) => {
    ({ catalog } = opened);
  });

  const list = (source: string, kind: Kind, ...filters: AttributeFilter[]) =>
    catalog.reading.listObjects({ source, kind, filters });

  describe('A list', () => {
    it('goes through all objects of a kind by name, page by page, each of them once', async () => {
      const names = Array.from({ length: 25 }, (_, index) => `s${String(index * 7).padStart(3, '0')}`);
      await publishRows(catalog, 'schema', schemas(...names, 'Zoo', 'a.b', 'ä'), 'pages');
      const seen: string[] = [];
      let after: string | null | undefined;
      while (after !== null) {
        const page = await catalog.reading.listObjects({
          ...{ source: 'pages', kind: 'schema', limit: 10 },
          ...(after !== undefined && { after }),
        });
        seen.push(...namesOf(page));
        after = page.cursor;
      }
      expect(seen).toEqual(['Zoo', 'a.b', ...names.sort(), 'ä']);
    });

    it('shows nothing of a run that is not published, and a published one at once', async () => {
      const { runId } = await publishRows(catalog, 'schema', schemas('a', 'b'), 'pending');
      await catalog.beginRun('pending-2', 'pending');
      await catalog.land(
        { runId: 'pending-2', partitionId: 'database', epoch: 1, reading: 1 },
        [landingOf('schema', [...schemas('b', 'c'), { ...schemas('a')[0], owner: 'other' }])],
        NEVER,
      );
      expect(await list('pending', 'schema')).toMatchObject({ runId, isCurrent: true });
      expect(namesOf(await list('pending', 'schema'))).toEqual(['a', 'b']);
      expect(namesOf(await list('pending', 'schema', equals('owner', 'other')))).toEqual([]);
      await catalog.publish(publication('pending-2', { schema: 3 }));
      expect(namesOf(await list('pending', 'schema'))).toEqual(['a', 'b', 'c']);
      expect(namesOf(await list('pending', 'schema', equals('owner', 'other')))).toEqual(['a']);
    });

    it('is that of a past run, or of the last one until some time, when asked for', async () => {
      const first = await publishRows(catalog, 'schema', schemas('a', 'b'), 'past');
      const between = new Date();
      await publishRows(catalog, 'schema', [{ ...schemas('b')[0], owner: 'new' }, ...schemas('c')], 'past');
      await publishRows(catalog, 'schema', schemas('c'), 'past');
      const asOf = (moment: string | Date, ...filters: AttributeFilter[]) =>
        catalog.reading.listObjects({ source: 'past', kind: 'schema', asOf: moment, filters });
      expect(namesOf(await asOf(first.runId))).toEqual(['a', 'b']);
      expect(namesOf(await asOf(between))).toEqual(['a', 'b']);
      expect(namesOf(await asOf(first.runId, equals('owner', 'new')))).toEqual([]);
      expect(namesOf(await asOf(new Date()))).toEqual(['c']);
      await expect(asOf(new Date(0))).rejects.toMatchObject({ category: 'invalid_input' });
      await expect(asOf('no-such-run')).rejects.toMatchObject({ category: 'invalid_input' });
    });

    it('refuses a source, a cursor and a page that there is not', async () => {
      await publishRows(catalog, 'schema', schemas('a', 'b'), 'warehouse');
      const page = await catalog.reading.listObjects({ source: 'warehouse', kind: 'schema', limit: 1 });
      const refused = { category: 'invalid_input' };
      await expect(list('warehose', 'schema')).rejects.toThrow('Did you mean warehouse?');
      for (const after of ['', 'x', page.cursor ?? '']) {
        const request = { source: 'warehouse', kind: 'table', after } as const;
        await expect(catalog.reading.listObjects(request)).rejects.toMatchObject(refused);
      }
      for (const limit of [0, 1.5, 1001]) {
        const request = { source: 'warehouse', kind: 'schema', limit } as const;
        await expect(catalog.reading.listObjects(request)).rejects.toMatchObject(refused);
      }
    });
  });

  it('counts the objects of each kind in any state', async () => {
    const first = await publishRows(catalog, 'schema', schemas('a', 'b'), 'counted');
    await publishRows(catalog, 'schema', schemas('a'), 'counted');
    const counts = async (asOf?: string) =>
      (await catalog.reading.countObjects({ source: 'counted', ...(asOf !== undefined && { asOf }) })).kinds;
    expect(await counts()).toEqual([{ kind: 'schema', objects: 1 }]);
    expect(await counts(first.runId)).toEqual([{ kind: 'schema', objects: 2 }]);
  });

  it('is brought up to date once, whoever asks', async () => {
    await publishRows(catalog, 'schema', schemas('a', 'b', 'c'), 'fresh');
    const taken = await Promise.all(Array.from({ length: 5 }, () => catalog.reading.refresh('fresh')));
    expect(taken.sort()).toEqual([0, 0, 0, 0, 3]);
    await publishRows(catalog, 'schema', schemas('a', 'b'), 'fresh');
    expect(await catalog.reading.refresh('fresh')).toBe(1);
    expect(await catalog.reading.refresh('unknown')).toBe(0);
    await publishRows(catalog, 'schema', schemas('a', 'b', 'd'), 'fresh');
    const asked = await Promise.all(Array.from({ length: 100 }, () => list('fresh', 'schema')));
    expect(asked.every(({ objects }) => objects.length === 3)).toBe(true);
  });
});
