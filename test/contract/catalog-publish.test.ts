import { describe, expect, it } from '@jest/globals';
import type { CatalogProvider } from '../../catalog/provider.js';
import { NO_COST } from '../../contracts/extraction.js';
import {
  landingOf,
  NEVER,
  publication,
  publishRows,
  reportCounts,
  schemas,
} from '../support/catalog-fixture.js';
import { PROVIDERS, type TestCatalog } from '../support/catalog-providers.js';
import { useCatalog } from '../support/catalog-suite.js';
import { registration } from '../support/registration.js';

describe.each(PROVIDERS)('%s', (provider) => {
  let test: TestCatalog;
  let catalog: CatalogProvider;
  useCatalog(provider, (opened) => {
    test = opened;
    catalog = opened.catalog;
  });

  const rowsOf = (sql: string, values?: readonly unknown[]) => test.query(sql, values);

  /** The versions of a source's schemas, oldest first: name, whether current, owner. */
  const versionsOf = async (source: string) => {
    const versions = await rowsOf(
      `SELECT schema_name AS name, owner, valid_to_run FROM catalog.schema_version v
       JOIN catalog.source s ON s.id = v.source_id WHERE s.name = $1 ORDER BY schema_name, valid_from_run`,
      [source],
    );
    return versions.map(({ name, owner, valid_to_run }) => ({ name, owner, current: valid_to_run === null }));
  };

  async function landed(
    runId: string,
    source: string,
    names: string[],
    partitionId = 'database',
  ): Promise<void> {
    await catalog.beginRun(runId, source);
    await catalog.land(
      { runId, partitionId, epoch: 1, reading: 1 },
      [landingOf('schema', schemas(...names))],
      NEVER,
    );
  }

  describe('Publishing', () => {
    it('adds, changes and removes exactly what the source added, changed and removed', async () => {
      await publishRows(catalog, 'schema', schemas('kept', 'changed', 'removed'), 'versions');
      const second = [...schemas('kept', 'added'), { ...schemas('changed')[0], owner: 'somebody else' }];
      const { published } = await publishRows(catalog, 'schema', second, 'versions');
      expect(published.changes).toEqual({ added: 2, closed: 2, unchanged: 1 });
      expect(await versionsOf('versions')).toEqual([
        { name: 'added', owner: 'some', current: true },
        { name: 'changed', owner: 'some', current: false },
        { name: 'changed', owner: 'somebody else', current: true },
        { name: 'kept', owner: 'some', current: true },
        { name: 'removed', owner: 'some', current: false },
      ]);
    });

    it('of an unchanged source adds no version', async () => {
      await publishRows(catalog, 'schema', schemas('a', 'b'), 'unchanged');
      const digest = await catalog.contentDigest('unchanged');
      const { published } = await publishRows(catalog, 'schema', schemas('b', 'a'), 'unchanged');
      expect(published.changes).toEqual({ added: 0, closed: 0, unchanged: 2 });
      expect(await versionsOf('unchanged')).toHaveLength(2);
      expect(await catalog.contentDigest('unchanged')).toEqual(digest);
    });

    it('keeps a new oid without a new version', async () => {
      await publishRows(catalog, 'schema', [{ schema_name: 'a', oid: 1n }], 'oids');
      const digest = await catalog.contentDigest('oids');
      const { published } = await publishRows(catalog, 'schema', [{ schema_name: 'a', oid: 2n }], 'oids');
      expect(published.changes).toEqual({ added: 0, closed: 0, unchanged: 1 });
      expect(await rowsOf("SELECT oid FROM catalog.schemas WHERE source_name = 'oids'")).toEqual([
        { oid: '2' },
      ]);
      expect(await catalog.contentDigest('oids')).toEqual(digest);
    });

    it('brings back an object that was removed as a new version', async () => {
      await publishRows(catalog, 'schema', schemas('a'), 'returned');
      await publishRows(catalog, 'schema', [], 'returned');
      await publishRows(catalog, 'schema', schemas('a'), 'returned');
      expect((await versionsOf('returned')).map(({ current }) => current)).toEqual([false, true]);
    });

    it('keeps sources apart', async () => {
      await publishRows(catalog, 'schema', schemas('a', 'b'), 'here');
      await publishRows(catalog, 'schema', schemas('a'), 'there');
      expect(await versionsOf('here')).toHaveLength(2);
      expect(await versionsOf('there')).toHaveLength(1);
      expect((await catalog.contentDigest('here')).schema).not.toBe(
        (await catalog.contentDigest('there')).schema,
      );
    });

    it('shows readers all of a run or nothing of it', async () => {
      const rows = Array.from({ length: 20_000 }, (_, index) => ({ schema_name: `s${index}` }));
      const columns = Array.from({ length: 20_000 }, (_, index) => ({ column_name: `c${index}` }));
      await catalog.beginRun('at-once', 'at-once');
      const kinds = [landingOf('schema', rows), landingOf('column', columns)];
      await catalog.land({ runId: 'at-once', partitionId: 'database', epoch: 1, reading: 1 }, kinds, NEVER);
      const look = () =>
        rowsOf(
          `SELECT (SELECT count(*) FROM catalog.schemas WHERE source_name = 'at-once') AS schemas,
                  (SELECT count(*) FROM catalog.columns WHERE source_name = 'at-once') AS columns,
                  (SELECT status FROM catalog.run WHERE run_id = 'at-once') AS status`,
        );
      const seen = await look();
      const published = catalog.publish(
        publication('at-once', { schema: rows.length, column: columns.length }),
      );
      while (seen.at(-1)?.['status'] !== 'published') seen.push(...(await look()));
      await published;
      const nothing = { schemas: '0', columns: '0', status: 'running' };
      const all = { schemas: '20000', columns: '20000', status: 'published' };
      expect(seen).toContainEqual(nothing);
      for (const state of seen) expect([nothing, all]).toContainEqual(state);
    });

    it('says how much is registered for the run: what it made, and what it uses of earlier ones', async () => {
      const earlier = ['x', 'y'].map((name) =>
        registration(`earlier/${name}`, { runId: 'earlier', sizeBytes: 5 }),
      );
      await catalog.registerAll(earlier);
      await landed('registered', 'registered', ['a']);
      const own = registration('registered/a', { runId: 'registered', sizeBytes: 7 });
      await catalog.registerAll([own, ...earlier.slice(1)], 'registered');
      const { artifacts } = await catalog.publish(publication('registered', { schema: 1 }));
      expect(artifacts).toEqual({ count: 2, sizeBytes: 12 });
    });

    it('twice gives the same answer and changes nothing', async () => {
      await landed('again', 'again', ['a']);
      await reportCounts(catalog, 'again', [{ kind: 'schema', schemaName: 'a', counted: 1, filtered: 0 }]);
      const input = publication('again', { schema: 1 });
      const [first, concurrent] = await Promise.all([catalog.publish(input), catalog.publish(input)]);
      expect(concurrent).toEqual(first);
      expect(await catalog.publish(input)).toEqual(first);
      expect(first).toEqual({
        outcome: 'completed',
        ledger: [
          {
            kind: 'schema',
            counted: 1,
            extracted: 1,
            unchanged: 0,
            filtered: 0,
            denied: 0,
            failed: 0,
            difference: 0,
          },
        ],
        changes: { added: 1, closed: 0, unchanged: 0 },
        artifacts: { count: 0, sizeBytes: 0 },
        gaps: 0,
        moved: 0,
        cost: NO_COST,
        outrun: [],
      });
      expect(await versionsOf('again')).toHaveLength(1);
    });

    it('keeps nothing that only the running run needed', async () => {
      const first = await publishRows(catalog, 'schema', schemas('a'), 'dropped');
      const { runId } = await publishRows(catalog, 'schema', schemas('b'), 'dropped');
      expect(await test.tracesOf(first.runId)).toEqual({ schema_version: 1, run_ledger: 1 });
      expect(await test.tracesOf(runId)).toEqual({ schema_version: 1, run_ledger: 1, landing_step: 1 });
    });
  });

  describe('Publishing is refused', () => {
    it('when a partition is missing', async () => {
      await landed('partial', 'partial', ['a'], 'relations-0001');
      const publishing = catalog.publish(
        publication('partial', { schema: 1 }, ['relations-0001', 'relations-0002', 'relations-0003']),
      );
      await expect(publishing).rejects.toMatchObject({
        category: 'incomplete',
        retryable: false,
        message: expect.stringMatching(/landed 1 of 3 partitions; missing: relations-0002, relations-0003/),
      });
      expect(await rowsOf("SELECT schema_name FROM catalog.schemas WHERE source_name = 'partial'")).toEqual(
        [],
      );
    });

    it('when less landed than was extracted', async () => {
      await landed('lost', 'lost', ['a', 'b']);
      await expect(catalog.publish(publication('lost', { schema: 3 }))).rejects.toMatchObject({
        category: 'incomplete',
        message: expect.stringContaining('schema: 3 extracted, 2 landed'),
      });
      expect(await rowsOf("SELECT schema_name FROM catalog.schemas WHERE source_name = 'lost'")).toEqual([]);
      expect(await catalog.getRun('lost')).toMatchObject({ status: 'running' });
    });

    it('when more landed than was extracted', async () => {
      await landed('surplus', 'surplus', ['a', 'b']);
      await expect(catalog.publish(publication('surplus', {}))).rejects.toMatchObject({
        category: 'incomplete',
        message: expect.stringContaining('schema: 0 extracted, 2 landed'),
      });
    });

    it('when another run of the source was published since it began, whichever began first', async () => {
      await landed('older', 'order', ['from the older']);
      await landed('newer', 'order', ['from the newer']);
      await catalog.publish(publication('older', { schema: 1 }));
      await expect(catalog.publish(publication('newer', { schema: 1 }))).rejects.toMatchObject({
        category: 'fenced',
        message: expect.stringContaining('older of the same source was published since it began'),
      });
      const late = catalog.land(
        { runId: 'newer', partitionId: 'relations-0001', epoch: 1, reading: 1 },
        [landingOf('schema', schemas('late'))],
        NEVER,
      );
      await expect(late).rejects.toMatchObject({ category: 'fenced' });
      expect(await rowsOf("SELECT schema_name FROM catalog.schemas WHERE source_name = 'order'")).toEqual([
        { schema_name: 'from the older' },
      ]);
    });

    it('when a later run of the source is published, which ended it and deleted what it had landed', async () => {
      await landed('slow', 'race', ['from the slow']);
      await landed('quick', 'race', ['from the quick']);
      await catalog.publish(publication('quick', { schema: 1 }));
      await expect(catalog.publish(publication('slow', { schema: 1 }))).rejects.toMatchObject({
        category: 'fenced',
      });
      expect(await catalog.getRun('slow')).toMatchObject({ status: 'failed', outcome: 'failed' });
      await expect(catalog.beginRun('slow', 'race')).rejects.toMatchObject({
        category: 'fenced',
        message: expect.stringContaining('quick of the same source began later'),
      });
      expect((await versionsOf('race')).map(({ name }) => name)).toEqual(['from the quick']);
    });

    it('when the run is abandoned or was never begun', async () => {
      await landed('given-up', 'given-up', ['a']);
      await catalog.abandonRun('given-up', 'failed', 'It broke.');
      for (const runId of ['given-up', 'never begun']) {
        await expect(catalog.publish(publication(runId, { schema: 1 }))).rejects.toMatchObject({
          category: 'fenced',
        });
      }
    });
  });

  describe('What is known of runs', () => {
    const facts = { sourceType: 'postgresql', serverVersion: '18.4', databaseName: 'shop', role: 'reader' };
    it('is the same after beginning twice', async () => {
      await catalog.beginRun('known', 'known');
      const first = await catalog.getRun('known');
      await catalog.beginRun('known', 'known');
      expect(await catalog.getRun('known')).toEqual(first);
      expect(first).toMatchObject({ connection: 'known', status: 'running', facts: null });
    });

    it('is refused for a run that belongs to another connection', async () => {
      await catalog.beginRun('mine', 'mine');
      await expect(catalog.beginRun('mine', 'yours')).rejects.toMatchObject({ category: 'invalid_input' });
    });

    it('includes what the source says of itself', async () => {
      await landed('told', 'told', ['a']);
      await catalog.recordFacts('told', facts);
      await catalog.publish(publication('told', { schema: 1 }));
      expect(await catalog.getRun('told')).toMatchObject({ facts, status: 'published' });
      expect(await rowsOf("SELECT type FROM catalog.source WHERE name = 'told'")).toEqual([
        { type: 'postgresql' },
      ]);
    });

    it('is listed latest first', async () => {
      await catalog.beginRun('earlier', 'listed');
      await catalog.beginRun('later', 'listed');
      expect((await catalog.listRuns(2)).map(({ runId }) => runId)).toEqual(['later', 'earlier']);
    });
  });
});
