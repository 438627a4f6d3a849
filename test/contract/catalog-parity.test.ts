import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CatalogConnector } from '../../catalog/connector.js';
import { ALL_KINDS } from '../../contracts/kinds/index.js';
import { createCatalog, PROVIDERS, type TestCatalog } from '../support/catalog-providers.js';
import { objectsOf, tell } from '../support/catalog-story.js';

describe('Every provider', () => {
  const tests: TestCatalog[] = [];
  const stories: Record<string, unknown>[] = [];

  beforeAll(async () => {
    for (const provider of PROVIDERS) {
      const test = await createCatalog(provider);
      tests.push(test);
      stories.push(await tell(test.catalog));
    }
  }, 120_000);
  afterAll(async () => {
    for (const test of tests) await test[Symbol.asyncDispose]();
  });

  it('answers the same to the same runs, digests of the content included', () => {
    for (const story of stories) expect(story).toEqual(stories[0]);
  });

  it.each(ALL_KINDS)('gives the same objects of kind %s, in the same order', async (kind) => {
    for (const runId of ['run-0', 'run-1', 'run-2']) {
      const [first, ...others] = await Promise.all(
        tests.map(({ catalog }) => objectsOf(catalog, runId, kind)),
      );
      expect(first?.length).toBeGreaterThan(0);
      for (const other of others) expect(other).toEqual(first);
    }
  });

  it.each(ALL_KINDS)('lists the same objects of kind %s and tells the same of each', async (kind) => {
    const told = tests.map(async ({ catalog }) => {
      const request = { source: 'shop', kind, limit: 3, asOf: 'run-1' };
      const { publishedAt, ...page } = await catalog.reading.listObjects(request);
      const details = page.objects.map(async ({ name }) => {
        const answer = catalog.reading.getObject({ source: 'shop' }, name, kind);
        const detail = await answer.catch((error: unknown) => error as Error);
        if (detail instanceof Error) return detail.message;
        return { ...detail, publishedAt: 0, history: detail.history.map((state) => ({ ...state, from: 0 })) };
      });
      expect(publishedAt).toBeInstanceOf(Date);
      return [page, await Promise.all(details)];
    });
    const [first, ...others] = await Promise.all(told);
    for (const other of others) expect(other).toEqual(first);
  });

  it.each(['some', 'naïve', '表', '1 quoted', 'tab', 'É', 'qoted'])('finds the same by %s', async (text) => {
    const [first, ...others] = await Promise.all(
      tests.map(({ catalog }) => catalog.reading.search({ text })),
    );
    for (const other of others) expect(other).toEqual(first);
  });

  it('tells the same of runs, their ledgers, gaps and moved objects', async () => {
    const told = tests.map(async ({ catalog }) => {
      const runs = await catalog.listRuns(10);
      const details = runs.map(async ({ runId }) => [
        await catalog.getSchemaLedger(runId),
        await catalog.getLedger(runId),
        await catalog.getGaps(runId),
        await catalog.getMoved(runId),
        await catalog.getCost(runId),
      ]);
      const timeless = runs.map(({ startedAt, endedAt, ...run }) => ({
        ...run,
        took: +startedAt <= +(endedAt ?? 0),
      }));
      return [timeless, await Promise.all(details)];
    });
    const [first, ...others] = await Promise.all(told);
    for (const other of others) expect(other).toEqual(first);
  });

  it('is called by its name', () => {
    expect(tests.map(({ catalog }) => catalog.name)).toEqual(PROVIDERS);
  });

  it('is opened by its name and its settings, and closed when it goes out of scope', async () => {
    for (const { provider, settings } of tests) {
      let left;
      {
        await using catalog = await CatalogConnector.open(provider, settings);
        left = catalog;
        expect(await catalog.getRun('run-0')).toMatchObject({ status: 'published' });
      }
      await expect(left.getRun('run-0')).rejects.toMatchObject({ category: 'internal' });
    }
  });
});
