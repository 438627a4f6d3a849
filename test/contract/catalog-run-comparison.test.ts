import { describe, expect, it } from '@jest/globals';
import { publishRows, schemas } from '../support/catalog-fixture.js';
import { PROVIDERS, type TestCatalog } from '../support/catalog-providers.js';
import { useCatalog } from '../support/catalog-suite.js';

const FACTS = { sourceType: 'postgresql', serverVersion: '18.4', databaseName: 'shop', role: 'reader' };

describe.each(PROVIDERS)('%s', (provider) => {
  let test: TestCatalog;
  useCatalog(provider, (opened) => {
    test = opened;
  });

  /** A published run of a source that says of itself which database it is. */
  async function runOf(source: string, system: string | undefined): Promise<string> {
    const { runId } = await publishRows(test.catalog, 'schema', schemas('a'), source);
    await test.catalog.recordFacts(runId, { ...FACTS, ...(system !== undefined && { system }) });
    return runId;
  }

  describe('Two runs', () => {
    it('read the same database when every run of their source since the earlier one says so', async () => {
      const same = (a: string, b: string) => test.catalog.readSameDatabase(a, b);
      const [first, second] = [await runOf('one', '7/1'), await runOf('one', '7/1')];
      expect([await same(first, second), await same(second, first), await same(first, first)]).toEqual([
        true,
        true,
        true,
      ]);
      // A later run found the objects of a restored source unchanged, and renewed the oids of their versions.
      const restored = await runOf('one', '8/1');
      expect([await same(first, second), await same(second, restored)]).toEqual([false, false]);
      const next = await runOf('one', '8/1');
      expect(await same(restored, next)).toBe(true);
    });

    it('of different sources, or of one that does not say who it is, are not known to', async () => {
      const [first, second] = [await runOf('two', '7/1'), await runOf('three', '7/1')];
      expect(await test.catalog.readSameDatabase(first, second)).toBe(false);
      const silent = [await runOf('silent', undefined), await runOf('silent', undefined)] as const;
      expect(await test.catalog.readSameDatabase(...silent)).toBe(false);
    });
  });

  describe('The published runs of a connection', () => {
    it('come latest first, as many as are asked for, those of others and unpublished ones left out', async () => {
      const runs = [await runOf('listed', '1/1'), await runOf('listed', '1/1'), await runOf('listed', '1/1')];
      await test.catalog.beginRun('listed-but-running', 'listed');
      const ids = async (limit: number) =>
        (await test.catalog.publishedRuns('listed', limit)).map(({ runId }) => runId);
      expect(await ids(10)).toEqual(runs.toReversed());
      expect(await ids(1)).toEqual(runs.slice(2));
      expect(await test.catalog.publishedRuns('nobody', 10)).toEqual([]);
    });

    it('are those before a run where it is given', async () => {
      const runs = [await runOf('before', '1/1'), await runOf('before', '1/1'), await runOf('before', '1/1')];
      await runOf('another', '1/1');
      const idsBefore = async (runId = '', limit = 10) => {
        const run = await test.catalog.getRun(runId);
        const found = await test.catalog.publishedRuns('before', limit, run?.runNumber);
        return found.map((before) => before.runId);
      };
      expect(await idsBefore(runs[2])).toEqual([runs[1], runs[0]]);
      expect(await idsBefore(runs[2], 1)).toEqual([runs[1]]);
      expect(await idsBefore(runs[0])).toEqual([]);
    });
  });

  describe("A run's filter", () => {
    it('is kept as it was in force, and is null until then', async () => {
      await test.catalog.beginRun('filtered', 'shop');
      expect((await test.catalog.getRun('filtered'))?.filter).toBeNull();
      const filter = { exclude_schema: ['tmp_*', '/^x"\\d+$/'], include_kind: [] };
      await test.catalog.recordFilter('filtered', filter);
      expect((await test.catalog.getRun('filtered'))?.filter).toEqual(filter);
      await test.catalog.recordFilter('filtered', {});
      expect((await test.catalog.getRun('filtered'))?.filter).toEqual({});
    });
  });
});
