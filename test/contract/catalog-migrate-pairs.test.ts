import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { CatalogProvider, ProviderName } from '../../catalog/provider.js';
import { migrate } from '../../client/catalog/migrate.js';
import { bytes } from '../support/byte-streams.js';
import {
  landingOf,
  NEVER,
  publication,
  publishRows,
  reportCounts,
  schemas,
  stepOf,
} from '../support/catalog-fixture.js';
import { objectsOf } from '../support/catalog-story.js';
import { keep, type Place, place, publishSome, silent } from '../support/migrated-places.js';

const PAIRS: readonly (readonly [ProviderName, ProviderName])[] = [
  ['development', 'enterprise'],
  ['enterprise', 'cloud'],
  ['cloud', 'development'],
];

describe.each(PAIRS)('Migrating from %s to %s', (fromProvider, toProvider) => {
  let from: Place;
  let to: Place;

  beforeAll(async () => {
    from = await place(fromProvider);
    to = await place(toProvider);
  });
  afterAll(async () => {
    await from[Symbol.asyncDispose]();
    await to[Symbol.asyncDispose]();
  });

  const schemasOf = (catalog: CatalogProvider, runId: string) => objectsOf(catalog, runId, 'schema');

  it('copies what is new only, oids that changed without a new version included', async () => {
    const table = (oid: bigint) => [{ schema_name: 'public', table_name: 't', oid }];
    const { runId: first } = await publishRows(from.catalog, 'table', table(1n), 'oids');
    expect(await migrate(from, to, silent)).toMatchObject({ runs: 1, versions: 1 });
    const { runId: second } = await publishRows(from.catalog, 'table', table(2n), 'oids');
    expect(await migrate(from, to, silent)).toMatchObject({ runs: 1, versions: 0 });
    for (const runId of [first, second]) {
      const objects = await objectsOf(to.catalog, runId, 'table');
      expect(objects).toMatchObject([{ oid: 2n }]);
      expect(objects).toEqual(await objectsOf(from.catalog, runId, 'table'));
    }
  });

  it('takes over what people say of objects, and never what is said there already', async () => {
    await publishSome(from, 'said', ['ann']);
    const { objects } = await from.catalog.reading.listObjects({ source: 'said', kind: 'schema' });
    const [first = '', second = ''] = objects.map(({ name }) => name);
    const say = ({ catalog }: Place, change: object, author: string) =>
      catalog.annotations.annotate('said', [{ name: second, kind: 'schema', ...change }], author);
    await say(from, { name: first, owner: 'ann' }, 'ann');
    await say(from, { description: 'Ours.', addTags: ['old'] }, 'ann');
    expect(await migrate(from, to, silent)).toMatchObject({ annotations: 3 });
    expect(await to.catalog.annotations.listAnnotations('said')).toEqual(
      await from.catalog.annotations.listAnnotations('said'),
    );
    expect(await migrate(from, to, silent)).toMatchObject({ annotations: 0 });
    await say(from, { removeTags: ['old'] }, 'bob');
    await say(to, { description: 'Theirs.' }, 'cid');
    await migrate(from, to, silent);
    expect(await to.catalog.annotations.listAnnotations('said')).toMatchObject([
      { owner: { value: 'ann' } },
      { description: { value: 'Theirs.', author: 'cid' }, tags: [] },
    ]);
  });

  it("keeps how a source's latest run landed and what its steps said, and of earlier runs nothing of either", async () => {
    const left = async ({ test }: Place) => {
      const rows = await test.query(
        `SELECT 'landing_step' AS "table", run_id AS run FROM catalog.landing_step JOIN catalog.run USING (run_number)
         WHERE run_id LIKE 'steps %'
         UNION ALL
         SELECT 'step_report', run_id FROM catalog.step_report JOIN catalog.run USING (run_number)
         WHERE run_id LIKE 'steps %' ORDER BY 1, 2`,
      );
      return rows.map(({ table, run }) => `${String(table)} of ${String(run)}`);
    };
    for (const runId of ['steps 1', 'steps 2']) {
      await from.catalog.beginRun(runId, 'steps');
      await from.catalog.land(stepOf(runId), [landingOf('schema', schemas('a'))], NEVER);
      await reportCounts(from.catalog, runId, [{ kind: 'schema', schemaName: 'a', counted: 1, filtered: 0 }]);
      await from.catalog.publish(publication(runId, { schema: 1 }));
      await migrate(from, to, silent);
      expect(await left(to)).toEqual([`landing_step of ${runId}`, `step_report of ${runId}`]);
      expect(await left(to)).toEqual(await left(from));
    }
  });

  it('takes over a run that had failed and was resumed', async () => {
    await from.catalog.beginRun('resumed', 'resumed');
    await from.catalog.abandonRun('resumed', 'failed', 'It broke.');
    await migrate(from, to, silent);
    expect(await to.catalog.getRun('resumed')).toMatchObject({ status: 'failed' });
    await from.catalog.beginRun('resumed', 'resumed');
    await from.catalog.land(stepOf('resumed', 2), [landingOf('schema', schemas('a'))], NEVER);
    await from.catalog.publish(publication('resumed', { schema: 1 }));
    expect(await migrate(from, to, silent)).toMatchObject({ runs: 1 });
    expect(await schemasOf(to.catalog, 'resumed')).toHaveLength(1);
  });

  it('takes over a pruned history, and leaves alone what was pruned on either side later', async () => {
    const before = await publishSome(from, 'pruned', ['ann', 'bob', 'cid']);
    await from.catalog.prune('pruned', { latest: 2 }, { dryRun: false });
    await migrate(from, to, silent);
    const kept = before.slice(1);
    for (const runId of before) {
      expect(await schemasOf(to.catalog, runId)).toEqual(await schemasOf(from.catalog, runId));
    }
    expect(await to.catalog.getRun(before[0] ?? '')).toMatchObject({ status: 'pruned' });
    await to.catalog.prune('pruned', { latest: 1 }, { dryRun: false });
    const later = await publishSome(from, 'pruned', ['dan']);
    await from.catalog.prune('pruned', { latest: 2 }, { dryRun: false });
    expect(await migrate(from, to, silent)).toMatchObject({ runs: 1 });
    for (const runId of [...kept.slice(1), ...later]) {
      expect(await schemasOf(to.catalog, runId)).toEqual(await schemasOf(from.catalog, runId));
    }
    expect(await migrate(from, to, silent)).toMatchObject({ runs: 0 });
  });

  it('refuses to begin while a run goes on in either catalog', async () => {
    await publishSome(from, 'busy', ['ann']);
    for (const { catalog } of [from, to]) {
      const runId = `${catalog.name} goes on`;
      await catalog.beginRun(runId, 'busy');
      await expect(migrate(from, to, silent)).rejects.toMatchObject({
        category: 'invalid_input',
        message: expect.stringContaining(runId) as unknown,
      });
      await catalog.abandonRun(runId, 'cancelled', 'Enough.');
    }
    await migrate(from, to, silent);
  });

  it('refuses a destination that has a history of its own of a connection, and copies nothing', async () => {
    await using source = await place(fromProvider);
    await using target = await place(toProvider);
    await publishSome(target, 'shop', ['theirs']);
    const [runId = ''] = await publishSome(source, 'shop', ['ours']);
    await expect(migrate(source, target, silent)).rejects.toMatchObject({
      category: 'invalid_input',
      message: expect.stringContaining('history of its own of shop') as unknown,
    });
    expect(await target.catalog.getRun(runId)).toBeNull();
    expect(await target.catalog.listRuns(10)).toHaveLength(1);
  });

  it('names artifacts that are lost, and neither stores nor registers them', async () => {
    await using source = await place(fromProvider);
    await using target = await place(toProvider);
    const [runId = ''] = await publishSome(source, 'lost', ['ann']);
    const lost = await keep(source, runId, 'lost');
    await source.store.delete(lost);
    const altered = await keep(source, runId, 'altered');
    await source.store.put(altered, bytes('something else'), {
      ...{ contentType: 'text/plain', ifExists: 'replace' },
    });
    const summary = await migrate(source, target, silent);
    expect(summary.artifacts).toBe(1);
    expect(summary.lost.map(({ artifactId }) => artifactId).sort()).toEqual([altered, lost].sort());
    expect(await target.catalog.getByArtifact(lost)).toBeNull();
    expect(await target.catalog.getByArtifact(altered)).toBeNull();
  });
});
