import { describe, expect, it } from '@jest/globals';
import type { CatalogProvider } from '../../catalog/provider.js';
import { COUNT_REPORTS, type Gap, NO_COST, type StepReport } from '../../contracts/extraction.js';
import {
  landingOf,
  NEVER,
  publication,
  publishRows,
  reportCounts,
  type Row,
  schemas,
} from '../support/catalog-fixture.js';
import { PROVIDERS } from '../support/catalog-providers.js';
import { useCatalog } from '../support/catalog-suite.js';

describe.each(PROVIDERS)('%s', (provider) => {
  let catalog: CatalogProvider;
  useCatalog(provider, (opened) => {
    catalog = opened.catalog;
  });

  const step = (runId: string, reading = 1, epoch = reading) => ({
    runId,
    partitionId: 'database',
    epoch,
    reading,
  });
  const reportOf = (part: Partial<StepReport>): StepReport => ({
    tallies: [],
    gaps: [],
    cost: NO_COST,
    ...part,
  });
  const tally = (schemaName: string | null, counted: number, filtered = 0) =>
    ({ kind: 'table', schemaName, counted, filtered }) as const;
  const gap = (part: Partial<Gap>): Gap => ({
    kind: 'table',
    schemaName: 'shop',
    objectName: 'shop.orders',
    status: 'denied',
    sqlState: '42501',
    reason: 'permission denied',
    remedy: null,
    objects: 1,
    ...part,
  });
  const tables = (schema_name: string, ...names: string[]): Row[] =>
    names.map((table_name) => ({ database_name: 'db', schema_name, table_name }));

  /** A run that has landed these tables. */
  async function landedTables(runId: string, rows: Row[]): Promise<void> {
    await catalog.beginRun(runId, runId);
    await catalog.land(step(runId), [landingOf('table', rows)], NEVER);
  }

  describe('The ledger of a published run', () => {
    it('has a line per kind and schema that adds up counts, filters, gaps and what landed', async () => {
      await landedTables('ledger', [...tables('shop', 'a', 'b'), ...tables('hr', 'c')]);
      await reportCounts(catalog, 'ledger', [
        tally('shop', 6, 1),
        tally('hr', 1),
        tally('pg_catalog', 60, 60),
      ]);
      const gaps = [
        gap({ objects: 2 }),
        gap({ status: 'failed', sqlState: '57014', objectName: 'shop.slow' }),
      ];
      const cost = { sessions: 2, queries: 7, rows: 3, sizeBytes: 300, durationMs: 40 };
      const report = reportOf({ tallies: [tally('shop', 0, 0)], gaps, cost });
      await catalog.report({ ...step('ledger'), stage: 'extractTables' }, report);
      await catalog.report(
        { ...step('ledger'), stage: 'extractColumns' },
        reportOf({ cost: { ...cost, sessions: 1 } }),
      );
      const published = await catalog.publish(publication('ledger', { table: 3 }));
      expect(await catalog.getSchemaLedger('ledger')).toEqual([
        {
          kind: 'table',
          schemaName: 'hr',
          counted: 1,
          extracted: 1,
          unchanged: 0,
          filtered: 0,
          denied: 0,
          failed: 0,
          difference: 0,
        },
        {
          kind: 'table',
          schemaName: 'pg_catalog',
          counted: 60,
          extracted: 0,
          unchanged: 0,
          filtered: 60,
          denied: 0,
          failed: 0,
          difference: 0,
        },
        {
          kind: 'table',
          schemaName: 'shop',
          counted: 6,
          extracted: 2,
          unchanged: 0,
          filtered: 1,
          denied: 2,
          failed: 1,
          difference: 0,
        },
      ]);
      expect(published).toMatchObject({
        outcome: 'completed_with_gaps',
        ledger: [
          {
            kind: 'table',
            counted: 67,
            extracted: 3,
            unchanged: 0,
            filtered: 61,
            denied: 2,
            failed: 1,
            difference: 0,
          },
        ],
        gaps: 2,
        moved: 0,
        cost: { sessions: 2, queries: 14, rows: 6, sizeBytes: 600, durationMs: 80 },
      });
      expect(await catalog.getLedger('ledger')).toEqual(published.ledger);
      expect(await catalog.getGaps('ledger')).toEqual(gaps);
      expect(await catalog.getCost('ledger')).toEqual(published.cost);
    });

    it('takes the count taken afterwards only where the first does not add up', async () => {
      await landedTables('recounted', [...tables('shop', 'a', 'b'), ...tables('hr', 'c')]);
      await reportCounts(catalog, 'recounted', [tally('shop', 3), tally('hr', 1)]);
      await reportCounts(catalog, 'recounted', [tally('shop', 2), tally('hr', 2)], COUNT_REPORTS.after);
      const published = await catalog.publish(publication('recounted', { table: 3 }));
      expect(published.outcome).toBe('completed');
      expect(
        (await catalog.getSchemaLedger('recounted')).map(({ schemaName, counted }) => [schemaName, counted]),
      ).toEqual([
        ['hr', 1],
        ['shop', 2],
      ]);
    });

    it('is of no schema for kinds outside schemas', async () => {
      await publishRows(catalog, 'database', [{ database_name: 'db' }], 'outside');
      const [run] = await catalog.listRuns(1);
      expect(await catalog.getSchemaLedger(run?.runId ?? '')).toMatchObject([
        { kind: 'database', schemaName: null },
      ]);
    });

    it('is empty for a run that is not known', async () => {
      expect(await catalog.getSchemaLedger('unknown')).toEqual([]);
      expect(await catalog.getMoved('unknown')).toEqual([]);
      expect(await catalog.getCost('unknown')).toBeNull();
    });
  });

  describe('A report', () => {
    const reporting = (runId: string, epoch: number, objectName: string) =>
      catalog.report(
        { ...step(runId, 1, epoch), stage: 'extractTables' },
        reportOf({ gaps: [gap({ objectName })] }),
      );

    it('replaces what an earlier attempt of the step reported, never what a later one did', async () => {
      await landedTables('replaced', []);
      await reporting('replaced', 1, 'first');
      await reporting('replaced', 3, 'third');
      await expect(reporting('replaced', 2, 'second')).rejects.toMatchObject({ category: 'fenced' });
      await catalog.publish(publication('replaced', {}));
      expect(await catalog.getGaps('replaced')).toMatchObject([{ objectName: 'third' }]);
    });

    it('is refused once the run has ended', async () => {
      await landedTables('over', []);
      await catalog.publish(publication('over', {}));
      for (const runId of ['over', 'never begun']) {
        await expect(reporting(runId, 1, 'late')).rejects.toMatchObject({ category: 'fenced' });
      }
    });
  });

  describe('A partition that is read again', () => {
    const second = (runId: string) => ({
      runId,
      extracted: { schema: 3 },
      partitions: [{ partitionId: 'database', reading: 2 }],
    });
    const before = schemas('kept', 'changed', 'vanished');
    const after = [...schemas('kept', 'appeared'), { ...schemas('changed')[0], owner: 'other' }];
    const moved = [
      { kind: 'schema', schemaName: 'appeared', objectName: 'appeared', change: 'appeared', reading: 2 },
      { kind: 'schema', schemaName: 'changed', objectName: 'changed', change: 'changed', reading: 2 },
      { kind: 'schema', schemaName: 'vanished', objectName: 'vanished', change: 'vanished', reading: 2 },
    ];

    it.each([
      ['the first', 'fresh', null],
      ['a later', 'known', before],
      ['an unchanged later', 'same', before],
    ] as const)(
      'names what moved, and only the last reading counts, in %s run of a source',
      async (_, source, published) => {
        if (published !== null) await publishRows(catalog, 'schema', published, source, 'before');
        const runId = `${source}-run`;
        await catalog.beginRun(runId, source);
        const digest = source === 'same' ? 'before' : 'other';
        await catalog.land(step(runId, 1), [landingOf('schema', before, digest)], NEVER);
        await catalog.report({ ...step(runId, 1), stage: 'extractTables' }, reportOf({ gaps: [gap({})] }));
        await catalog.land(step(runId, 2), [landingOf('schema', after)], NEVER);
        await catalog.land(step(runId, 2, 3), [landingOf('schema', after)], NEVER);
        await catalog.report({ ...step(runId, 2), stage: 'extractTables' }, reportOf({}));
        await reportCounts(
          catalog,
          runId,
          ['kept', 'changed', 'appeared'].map((schemaName) => ({
            kind: 'schema',
            schemaName,
            counted: 1,
            filtered: 0,
          })),
        );
        await expect(catalog.publish(publication(runId, { schema: 3 }))).rejects.toMatchObject({
          category: 'incomplete',
        });
        expect(await catalog.publish(second(runId))).toMatchObject({
          outcome: 'completed',
          gaps: 0,
          moved: 3,
        });
        expect(await catalog.getMoved(runId)).toEqual(moved);
        await publishRows(catalog, 'schema', after, `${source}-direct`);
        expect(await catalog.contentDigest(source)).toEqual(await catalog.contentDigest(`${source}-direct`));
      },
    );

    it('names nothing when the second reading is like the first', async () => {
      await catalog.beginRun('calm', 'calm');
      await catalog.land(step('calm', 1), [landingOf('schema', after)], NEVER);
      await catalog.land(step('calm', 2), [landingOf('schema', after)], NEVER);
      expect(await catalog.publish(second('calm'))).toMatchObject({ moved: 0 });
    });

    it('is landed as before when the workflow goes back to the first reading', async () => {
      await catalog.beginRun('reset', 'reset');
      await catalog.land(step('reset', 1), [landingOf('schema', before)], NEVER);
      await catalog.land(step('reset', 2), [landingOf('schema', after)], NEVER);
      await catalog.land(step('reset', 1, 3), [landingOf('schema', before)], NEVER);
      expect(await catalog.publish(publication('reset', { schema: 3 }))).toMatchObject({ moved: 0 });
      expect(await catalog.getMoved('reset')).toEqual([]);
    });
  });
});
