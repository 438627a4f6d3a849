import { describe, expect, it } from '@jest/globals';
import type { Kind } from '../../contracts/kinds/index.js';
import { publishRows, schemas } from '../support/catalog-fixture.js';
import { PROVIDERS, type TestCatalog } from '../support/catalog-providers.js';
import { useCatalog } from '../support/catalog-suite.js';

describe.each(PROVIDERS)('%s', (provider) => {
  let test: TestCatalog;
  useCatalog(provider, (opened) => {
    test = opened;
  });

  async function objects(runId: string, kind: Kind): Promise<object[]> {
    const rows: object[] = [];
    for await (const batch of test.catalog.objectsOf(runId, kind)) rows.push(...batch);
    return rows;
  }

  describe('The objects of a run', () => {
    it('are those that the run found, whatever later runs changed', async () => {
      const first = await publishRows(test.catalog, 'schema', schemas('b', 'a'));
      const later = await publishRows(test.catalog, 'schema', schemas('c', 'b'));
      expect(await objects(first.runId, 'schema')).toMatchObject([
        { schema_name: 'a' },
        { schema_name: 'b' },
      ]);
      expect(await objects(later.runId, 'schema')).toMatchObject([
        { schema_name: 'b' },
        { schema_name: 'c' },
      ]);
    });

    it('are none for a run that was not published', async () => {
      await test.catalog.beginRun('unpublished', 'shop');
      expect(await objects('unpublished', 'schema')).toEqual([]);
    });

    it('are without those of which another run of the source found the same version, if it is named', async () => {
      const first = await publishRows(test.catalog, 'schema', schemas('a', 'b', 'c'), 'compared');
      const second = await publishRows(test.catalog, 'schema', schemas('b', 'c', 'd'), 'compared');
      const third = await publishRows(test.catalog, 'schema', schemas('a', 'b', 'd'), 'compared');
      const other = await publishRows(test.catalog, 'schema', schemas('b'), 'another');
      const only = async ({ runId }: { runId: string }, except: { runId: string }) => {
        const names: unknown[] = [];
        for await (const batch of test.catalog.objectsOf(runId, 'schema', except.runId)) {
          names.push(...batch.map(({ schema_name }) => schema_name));
        }
        return names;
      };
      expect([await only(first, second), await only(second, first)]).toEqual([['a'], ['d']]);
      // An object that was gone in between has a version of its own, whatever its content.
      expect([await only(first, third), await only(third, first)]).toEqual([
        ['a', 'c'],
        ['a', 'd'],
      ]);
      expect([await only(first, first), await only(other, first)]).toEqual([[], ['b']]);
    });

    it('come in batches, and a reader may stop at the first', async () => {
      const names = Array.from({ length: 12_000 }, (_, index) => `s${String(index).padStart(5, '0')}`);
      const { runId } = await publishRows(test.catalog, 'schema', schemas(...names), 'large');
      const sizes: number[] = [];
      for await (const batch of test.catalog.objectsOf(runId, 'schema')) sizes.push(batch.length);
      expect(sizes).toEqual([5000, 5000, 2000]);
      for (let round = 0; round < 20; round++) {
        for await (const batch of test.catalog.objectsOf(runId, 'schema')) {
          expect(batch[0]).toMatchObject({ schema_name: 's00000', oid: 1n, acl: null });
          break;
        }
      }
    });
  });
});
