import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import type { CatalogProvider, LandingKind } from '../../catalog/provider.js';
import {
  currentSchemas,
  landingOf,
  NEVER,
  publication,
  publishRows,
  type Row,
  schemas,
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

  const rowsOf = (sql: string, values?: readonly unknown[]) => test.query(sql, values);

  /** A run that lands each partition's schemas; returns its id. */
  async function landedOf(source: string, partitions: Record<string, LandingKind>) {
    const runId = `run-${randomUUID()}`;
    await catalog.beginRun(runId, source);
    for (const [partitionId, landing] of Object.entries(partitions)) {
      await catalog.land({ runId, partitionId, epoch: 1, reading: 1 }, [landing], NEVER);
    }
    return runId;
  }

  /** The same run published; returns what changed. */
  async function runOf(source: string, partitions: Record<string, LandingKind>, extracted: number) {
    const runId = await landedOf(source, partitions);
    const published = await catalog.publish(
      publication(runId, { schema: extracted }, Object.keys(partitions)),
    );
    return published.changes;
  }

  const placesOf = (source: string) =>
    rowsOf(
      `SELECT schema_name AS name, partition_id AS partition FROM catalog.schema_version v
       JOIN catalog.source s ON s.id = v.source_id WHERE s.name = $1 AND valid_to_run IS NULL ORDER BY 1`,
      [source],
    );

  describe('A later run', () => {
    it('does not read an artifact that the published run landed too', async () => {
      const digest = randomUUID();
      await runOf('same', { p1: landingOf('schema', schemas('a', 'b'), digest) }, 2);
      const unread: LandingKind = {
        kind: 'schema',
        digest,
        batches: () => {
          throw new Error('It was read.');
        },
      };
      for (let run = 0; run < 2; run++) {
        expect(await runOf('same', { p1: unread }, 2)).toEqual({ added: 0, closed: 0, unchanged: 2 });
      }
      expect(await placesOf('same')).toHaveLength(2);
    });

    it('compares just the partitions that are not the same', async () => {
      const digest = randomUUID();
      const first = landingOf('schema', schemas('a', 'b'), digest);
      await runOf('mixed', { p1: first, p2: landingOf('schema', schemas('c', 'd', 'e')) }, 5);
      const owned = [...schemas('c', 'new'), { ...schemas('d')[0], owner: 'somebody else' }];
      expect(await runOf('mixed', { p1: first, p2: landingOf('schema', owned) }, 5)).toEqual({
        added: 2,
        closed: 2,
        unchanged: 3,
      });
      expect((await placesOf('mixed')).map(({ name }) => name)).toEqual(['a', 'b', 'c', 'd', 'new']);
    });

    it('knows an object again in another partition, and closes it when it then vanishes from there', async () => {
      const rest = landingOf('schema', schemas('a'), randomUUID());
      await runOf('crossing', { p1: landingOf('schema', schemas('a', 'b')), p2: landingOf('schema', []) }, 2);
      expect(await runOf('crossing', { p1: rest, p2: landingOf('schema', schemas('b')) }, 2)).toEqual({
        added: 0,
        closed: 0,
        unchanged: 2,
      });
      expect(await placesOf('crossing')).toEqual([
        { name: 'a', partition: 'p1' },
        { name: 'b', partition: 'p2' },
      ]);
      expect(await runOf('crossing', { p1: rest, p2: landingOf('schema', []) }, 1)).toEqual({
        added: 0,
        closed: 1,
        unchanged: 1,
      });
    });

    it('writes only the rows that are new or changed', async () => {
      const many = Array.from({ length: 12_000 }, (_, index): Row => ({ schema_name: `s${index}` }));
      await publishRows(catalog, 'schema', many, 'few');
      const changed = many.map((row, index) => (index % 4000 === 0 ? { ...row, owner: 'other' } : row));
      const { published } = await publishRows(catalog, 'schema', [...changed, { schema_name: 'new' }], 'few');
      expect(published.changes).toEqual({ added: 4, closed: 3, unchanged: 11_997 });
    });

    it('shows none of what it has written before it is published', async () => {
      await publishRows(catalog, 'schema', schemas('old'), 'pending');
      const digest = await catalog.contentDigest('pending');
      await catalog.beginRun('pending-2', 'pending');
      const step = { runId: 'pending-2', partitionId: 'database', epoch: 1, reading: 1 };
      const rows = [{ ...schemas('old')[0], owner: 'other' }, ...schemas('new')];
      await catalog.land(step, [landingOf('schema', rows)], NEVER);
      expect(
        await rowsOf("SELECT schema_name, owner FROM catalog.schemas WHERE source_name = 'pending'"),
      ).toEqual([{ schema_name: 'old', owner: 'some' }]);
      expect(await catalog.contentDigest('pending')).toEqual(digest);
      await catalog.publish(publication('pending-2', { schema: 2 }));
      expect(await catalog.contentDigest('pending')).not.toEqual(digest);
    });

    it('leaves the same catalog as a first run of the same objects', async () => {
      await publishRows(catalog, 'schema', schemas('a', 'b', 'gone'), 'path');
      await publishRows(catalog, 'schema', [...schemas('b'), { ...schemas('a')[0], owner: 'x' }], 'path');
      await publishRows(catalog, 'schema', schemas('a', 'b', 'c'), 'path');
      await publishRows(catalog, 'schema', schemas('a', 'b', 'c'), 'direct');
      expect(await catalog.contentDigest('path')).toEqual(await catalog.contentDigest('direct'));
    });
  });

  describe('An object found in two partitions', () => {
    it('is named by the landing of a first run that finds it again', async () => {
      await catalog.beginRun('repeated', 'repeated');
      const land = (partitionId: string, ...names: string[]) =>
        catalog.land(
          { runId: 'repeated', partitionId, epoch: 1, reading: 1 },
          [landingOf('schema', schemas(...names))],
          NEVER,
        );
      await land('p1', 'a', 'b');
      await expect(land('p2', 'b')).rejects.toMatchObject({
        category: 'incomplete',
        retryable: false,
        message: expect.stringContaining('schema more than once: b.'),
        partitionId: 'p1',
      });
    });

    it('lands when it is not found any more where it was before', async () => {
      await catalog.beginRun('moved', 'moved');
      const land = (partitionId: string, reading: number, ...names: string[]) =>
        catalog.land(
          { runId: 'moved', partitionId, epoch: 1, reading },
          [landingOf('schema', schemas(...names))],
          NEVER,
        );
      await land('p1', 1, 'a', 'b');
      await expect(land('p2', 1, 'b', 'c')).rejects.toMatchObject({ partitionId: 'p1' });
      await land('p1', 2, 'a');
      await land('p2', 1, 'b', 'c');
      expect(await catalog.repeatedIn('moved')).toEqual([]);
      const partitions = [
        { partitionId: 'p1', reading: 2 },
        { partitionId: 'p2', reading: 1 },
      ];
      await catalog.publish({ runId: 'moved', extracted: { schema: 3 }, partitions });
      expect(await currentSchemas(test, 'moved')).toEqual(['a', 'b', 'c']);
    });

    it('is known by its partitions before a later run is published, and no more once one has lost it', async () => {
      const same = landingOf('schema', schemas('d'), randomUUID());
      const three = (...names: string[]) => ({
        p1: landingOf('schema', schemas(...names)),
        p2: landingOf('schema', schemas('c')),
        p3: same,
      });
      await runOf('known', three('a', 'b'), 4);
      const runId = await landedOf('known', three('a', 'c', 'd'));
      expect((await catalog.repeatedIn(runId)).sort()).toEqual([
        ['p1', 'p2'],
        ['p1', 'p3'],
      ]);
      const again = { runId, partitionId: 'p1', epoch: 1, reading: 2 };
      await catalog.land(again, [landingOf('schema', schemas('a'))], NEVER);
      expect(await catalog.repeatedIn(runId)).toEqual([]);
    });

    it.each([
      ['new to the catalog', 'c'],
      ['known to it', 'b'],
    ])('is named by a later run when it is %s', async (_, name) => {
      const source = `repeated-${name}`;
      await runOf(
        source,
        { p1: landingOf('schema', schemas('a')), p2: landingOf('schema', schemas('b')) },
        2,
      );
      const twice = { p1: landingOf('schema', schemas('a', name)), p2: landingOf('schema', schemas(name)) };
      await expect(runOf(source, twice, 3)).rejects.toMatchObject({
        category: 'incomplete',
        message: expect.stringContaining(`schema more than once: ${name}.`),
      });
    });

    it('is named when one of the partitions is the same as before', async () => {
      const same = landingOf('schema', schemas('b'), randomUUID());
      await runOf('half', { p1: landingOf('schema', schemas('a')), p2: same }, 2);
      const run = runOf('half', { p1: landingOf('schema', schemas('a', 'b')), p2: same }, 3);
      await expect(run).rejects.toMatchObject({
        category: 'incomplete',
        message: expect.stringContaining('schema more than once: b.'),
      });
    });
  });
});
