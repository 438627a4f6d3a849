import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CatalogConnector } from '../../catalog/connector.js';
import type { LandingKind } from '../../catalog/provider.js';
import { ALL_KINDS, type Kind, kindDeclaration } from '../../contracts/kinds/index.js';
import type { KindColumn, Value, ValueType } from '../../contracts/kinds/kind.js';
import { landingOf, NEVER, publication, reportCounts, type Row } from '../support/catalog-fixture.js';
import { createCatalog, PROVIDERS, type TestCatalog } from '../support/catalog-providers.js';

/** Values that databases are known to change on the way, by type. */
const HOSTILE: Readonly<Record<ValueType, readonly Value[]>> = {
  text: ['', ' x ', 'tab\t\\N', 'naïve 表 \u{1f600}', 'e\u0301', 'it\'s "quoted"', '1.0', 'x'.repeat(3000)],
  json: [
    '{}',
    ' [ ] ',
    '"a\\u0041\\/\\n\\u00e9"',
    '{"bb":1,"a":{"long":null,"é":true},"aa":[1.50,-0,1e3,2.5E-3,-1.5e+1,9223372036854775807]}',
    '{"a":1,"a":2,"__proto__":3,"10":4,"9":5,"":6,"s":"n1"}',
    '0.10',
  ],
  int32: [0, -2_147_483_648, 2_147_483_647],
  int64: [0n, -9_223_372_036_854_775_808n, 9_223_372_036_854_775_807n],
  float64: [0, -0, 0.1 + 0.2, 1e300, 5e-324, 123_456_789_012_345_680, -1, NaN, Infinity],
  boolean: [true, false],
  timestamp: [0n, 1_700_000_000_123_456n, -1n, 1_700_000_000_000_000n],
};

const SCHEMAS = ['public', 'Änderung', 'a.b'];

function valueOf({ name, type, nullable }: KindColumn, row: number, identity: readonly string[]): Value {
  if (name === 'schema_name') return SCHEMAS[row % SCHEMAS.length] ?? '';
  const values = nullable ? [...HOSTILE[type], null] : HOSTILE[type];
  const value = values[(row * 7 + name.length) % values.length] ?? null;
  return identity.includes(name) && type === 'text' ? `${row} ${String(value)}` : value;
}

/** Rows of a kind that between them have every hostile value in nearly every column. */
function hostileRows(kind: Kind): Row[] {
  const { columns, identity } = kindDeclaration(kind);
  return Array.from({ length: 24 }, (_, row) =>
    Object.fromEntries(columns.map((column) => [column.name, valueOf(column, row, identity.columns)])),
  );
}

/** Three runs of a source with all kinds: everything, some of it changed or gone, and that read twice. */
async function tell({ catalog }: TestCatalog): Promise<Record<string, unknown>> {
  const answers: Record<string, unknown> = {};
  for (const [run, left] of [24, 20, 22].entries()) {
    const runId = `run-${run}`;
    const landings = ALL_KINDS.map((kind): LandingKind => {
      const rows = hostileRows(kind).slice(0, left);
      return landingOf(kind, run === 0 ? rows : rows.slice(1), `${kind} ${left}`);
    });
    await catalog.beginRun(runId, 'shop');
    await catalog.recordFacts(runId, { sourceType: 'x', serverVersion: '1', databaseName: 'd', role: 'r' });
    await reportCounts(catalog, runId, [{ kind: 'table', schemaName: 'a.b', counted: 9, filtered: 1 }]);
    const landing = (reading: number, kinds: readonly LandingKind[]) =>
      catalog.land({ runId, partitionId: 'p', epoch: reading, reading }, kinds, NEVER);
    if (run === 2) await landing(1, landings.slice(1));
    answers[`landed ${run}`] = await landing(2, landings);
    answers[`unsettled ${run}`] = await catalog.unsettledKinds(runId);
    const extracted = Object.fromEntries(ALL_KINDS.map((kind) => [kind, run === 0 ? left : left - 1]));
    const input = { ...publication(runId, extracted), partitions: [{ partitionId: 'p', reading: 2 }] };
    answers[`published ${run}`] = await catalog.publish(input);
    answers[`digest ${run}`] = await catalog.contentDigest('shop');
  }
  return answers;
}

async function objects({ catalog }: TestCatalog, runId: string, kind: Kind): Promise<object[]> {
  const rows: object[] = [];
  for await (const batch of catalog.objectsOf(runId, kind)) rows.push(...batch);
  return rows;
}

describe('Every provider', () => {
  const tests: TestCatalog[] = [];
  const stories: Record<string, unknown>[] = [];

  beforeAll(async () => {
    for (const provider of PROVIDERS) {
      const test = await createCatalog(provider);
      tests.push(test);
      stories.push(await tell(test));
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
      const [first, ...others] = await Promise.all(tests.map((test) => objects(test, runId, kind)));
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
