import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import type { CatalogProvider } from '../../catalog/provider.js';
import {
  currentSchemas,
  landingOf,
  NEVER,
  publication,
  publishRows,
  type Row,
  schemas,
  stalled,
  stepOf,
} from '../support/catalog-fixture.js';
import { killAtWork, startCatalogProcess } from '../support/catalog-process.js';
import { PROVIDERS, type TestCatalog } from '../support/catalog-providers.js';
import { useCatalog } from '../support/catalog-suite.js';
import { KILLED_SOURCE, killedRun } from '../support/killed-run.js';
import { registration } from '../support/registration.js';

const WHOLE = { dryRun: false };
/** Milliseconds after which each round's process is killed: in the middle of whatever it does then. */
const ROUNDS = [5, 15, 30, 60, 110, 200];

/** Six states of a source: schemas that stay, change, go, and come back. */
const STATES: readonly (readonly Row[])[] = [
  schemas('stays', 'changes', 'goes'),
  schemas('stays', 'changes', 'goes', 'new'),
  schemas('stays', 'changes', 'new').map((row, at) => (at === 1 ? { ...row, owner: 'ann' } : row)),
  schemas('stays', 'changes', 'goes').map((row, at) => (at === 1 ? { ...row, owner: 'bob' } : row)),
  schemas('stays', 'changes', 'goes').map((row, at) => (at === 1 ? { ...row, owner: 'bob' } : row)),
  schemas('stays', 'goes'),
];

async function objectsOf(catalog: CatalogProvider, runId: string): Promise<object[]> {
  const rows: object[] = [];
  for await (const batch of catalog.objectsOf(runId, 'schema')) rows.push(...batch);
  return rows;
}

describe.each(PROVIDERS)('Pruning the catalog of %s', (provider) => {
  let test: TestCatalog;
  let catalog: CatalogProvider;
  useCatalog(provider, (opened) => {
    test = opened;
    catalog = opened.catalog;
  });

  /** Publishes all states, an artifact registered of each; the run ids. */
  async function publishStates(source: string): Promise<string[]> {
    const runIds: string[] = [];
    for (const rows of STATES) {
      const { runId } = await publishRows(catalog, 'schema', rows, source);
      await catalog.registerAll([registration(`runs/${runId}`, { runId, sizeBytes: 7 })]);
      runIds.push(runId);
    }
    return runIds;
  }

  const statusOf = async (runId: string) => (await catalog.getRun(runId))?.status;

  it('leaves what every kept run sees as it was, and nothing that none does', async () => {
    const runIds = await publishStates('kept');
    await publishRows(catalog, 'schema', STATES[0] ?? [], 'another source');
    const before = await Promise.all(runIds.map((runId) => objectsOf(catalog, runId)));
    const digest = await catalog.contentDigest('kept');
    const pruned = await catalog.prune('kept', { latest: 3 }, WHOLE);
    // Two of `changes`, one of `new`, and one of `goes`.
    expect(pruned).toEqual({
      ...{ connection: 'kept', runIds: runIds.slice(0, 3), versions: 4, artifacts: 3, sizeBytes: 21 },
    });
    expect(await Promise.all(runIds.map((runId) => objectsOf(catalog, runId)))).toEqual([
      ...[[], [], []],
      ...before.slice(3),
    ]);
    expect(await catalog.contentDigest('kept')).toEqual(digest);
    expect(await currentSchemas(test, 'another source')).toHaveLength(3);
    const [left] = await test.query(
      `SELECT count(*) AS versions FROM catalog.schema_version v JOIN catalog.source s ON s.id = v.source_id
       WHERE s.name = 'kept'`,
    );
    // `stays`, the last version of `changes`, and `goes` as it came back.
    expect(left).toEqual({ versions: '3' });
  });

  it('keeps the record of a pruned run, and nothing else of it', async () => {
    const runIds = await publishStates('records');
    const [first = '', second = ''] = runIds;
    const { startedAt } = (await catalog.getRun(first)) ?? {};
    await catalog.prune('records', { latest: 1 }, WHOLE);
    expect(await catalog.getRun(first)).toMatchObject({ status: 'pruned', facts: null, startedAt });
    expect(await catalog.getLedger(first)).toEqual([]);
    expect(await catalog.listByRun(second)).toEqual([]);
    const stored = [{ artifactId: `runs/${first}`, runId: first }];
    expect(await catalog.withClaims(stored, (claims) => Promise.resolve([...claims]))).toEqual(['unclaimed']);
    await expect(catalog.beginRun(first, 'records')).rejects.toMatchObject({ category: 'fenced' });
  });

  it('says beforehand what it would remove, and removes nothing then', async () => {
    const runIds = await publishStates('dry');
    const foretold = await catalog.prune('dry', { latest: 2 }, { dryRun: true });
    expect(await Promise.all(runIds.map(statusOf))).toEqual(runIds.map(() => 'published'));
    expect(await catalog.prune('dry', { latest: 2 }, WHOLE)).toEqual(foretold);
    expect(await catalog.prune('dry', { latest: 2 }, WHOLE)).toMatchObject({ runIds: [], versions: 0 });
  });

  it('keeps the published run whatever is asked, and a source that has none', async () => {
    const runIds = await publishStates('old');
    await catalog.beginRun('never published', 'unpublished');
    const future = { since: new Date(Date.now() + 60_000) };
    expect(await catalog.prune('unpublished', future, WHOLE)).toMatchObject({ runIds: [] });
    expect(await catalog.prune('old', future, WHOLE)).toMatchObject({ runIds: runIds.slice(0, -1) });
    expect(await objectsOf(catalog, runIds.at(-1) ?? '')).toHaveLength(2);
    await catalog.abandonRun('never published', 'failed', 'It was a test.');
  });

  it('keeps the state at every moment since a time: the run that was published then, too', async () => {
    const { runId: first } = await publishRows(catalog, 'schema', schemas('a'), 'timed');
    const { runId: second } = await publishRows(catalog, 'schema', schemas('b'), 'timed');
    await delay(20);
    const since = new Date();
    await delay(20);
    const { runId: third } = await publishRows(catalog, 'schema', schemas('c'), 'timed');
    await catalog.prune('timed', { since }, WHOLE);
    expect(await Promise.all([first, second, third].map(statusOf))).toEqual([
      'pruned',
      'published',
      'published',
    ]);
  });

  it('leaves nothing to be found of an object that no kept run has seen', async () => {
    const found = async (text: string) => {
      const hits = await catalog.reading.search({ text, source: 'searched' });
      return hits.filter(({ match }) => match === 'exact').map(({ name }) => name);
    };
    await publishRows(catalog, 'schema', schemas('pruneda', 'prunedb'), 'searched');
    expect(await found('pruneda')).toEqual(['pruneda']);
    await publishRows(catalog, 'schema', schemas('prunedb'), 'searched');
    await publishRows(catalog, 'schema', schemas('prunedb', 'prunedc'), 'searched');
    await catalog.prune('searched', { latest: 1 }, WHOLE);
    expect(await found('pruneda')).toEqual([]);
    expect(await found('prunedc')).toEqual(['prunedc']);
    const [row] = await test.query(
      `SELECT count(*) AS entries FROM catalog.object_entry e JOIN catalog.source s ON s.id = e.source_id
       WHERE s.name = 'searched'`,
    );
    expect(row).toEqual({ entries: '2' });
  });

  it('leaves no value that only versions had which no kept run sees, and finds past states by all others', async () => {
    const runIds: string[] = [];
    for (const owner of ['first', 'second', 'third']) {
      const rows = schemas('a').map((row) => ({ ...row, owner }));
      runIds.push((await publishRows(catalog, 'schema', rows, 'values')).runId);
    }
    const owners = async () => {
      const rows = await test.query(
        `SELECT d.value AS owner FROM catalog.attribute_value d JOIN catalog.source s ON s.id = d.source_id
         WHERE s.name = 'values' AND d.attribute = 'owner' AND d.form = 'value' ORDER BY 1`,
      );
      return rows.map(({ owner }) => owner);
    };
    const ownedBy = async (owner: string, asOf?: string) => {
      const filters = [{ attribute: 'owner', operator: 'equals', value: owner }] as const;
      const view = {
        source: 'values',
        kind: 'schema',
        filters,
        ...(asOf !== undefined && { asOf }),
      } as const;
      return (await catalog.reading.listObjects(view)).objects.map(({ name }) => name);
    };
    expect(await ownedBy('third')).toEqual(['a']);
    expect(await owners()).toEqual(['first', 'second', 'third']);
    await catalog.prune('values', { latest: 2 }, WHOLE);
    expect(await owners()).toEqual(['second', 'third']);
    expect(await ownedBy('second', runIds[1])).toEqual(['a']);
    expect(await ownedBy('third')).toEqual(['a']);
    expect(await ownedBy('first')).toEqual([]);
  });

  it('removes failed runs with the published ones around them', async () => {
    await publishRows(catalog, 'schema', schemas('a'), 'failed');
    await catalog.beginRun('failed early', 'failed');
    await catalog.abandonRun('failed early', 'failed', 'It broke.');
    await publishRows(catalog, 'schema', schemas('b'), 'failed');
    await catalog.beginRun('failed late', 'failed');
    await catalog.abandonRun('failed late', 'failed', 'It broke.');
    await catalog.prune('failed', { latest: 1 }, WHOLE);
    expect([await statusOf('failed early'), await statusOf('failed late')]).toEqual(['pruned', 'failed']);
  });

  it('goes on beside a run that lands', async () => {
    const runIds = await publishStates('busy');
    const { landing, reached, release } = stalled(['stays', 'late']);
    await catalog.beginRun('busy run', 'busy');
    const landed = catalog.land(stepOf('busy run'), [landing], NEVER);
    await reached;
    expect(await catalog.prune('busy', { latest: 1 }, WHOLE)).toMatchObject({ runIds: runIds.slice(0, -1) });
    release();
    await landed;
    expect(await catalog.publish(publication('busy run', { schema: 2 }))).toMatchObject({
      changes: { added: 1, closed: 1, unchanged: 1 },
    });
    expect(await currentSchemas(test, 'busy')).toEqual(['late', 'stays']);
  });

  it('leaves every kept run whole when it is killed, and finishes the next time', async () => {
    for (let number = 1; number <= 12; number++) {
      const { runId, rows } = killedRun(number);
      await catalog.beginRun(runId, KILLED_SOURCE);
      await catalog.land(stepOf(runId), [landingOf('schema', rows)], NEVER);
      await catalog.publish(publication(runId, { schema: rows.length }));
    }
    const before = new Map<string, object[]>();
    for (let number = 1; number <= 12; number++) {
      const { runId } = killedRun(number);
      before.set(runId, await objectsOf(catalog, runId));
    }
    for (const afterMs of ROUNDS) {
      const child = await startCatalogProcess('prune-runs.js', test);
      await delay(afterMs);
      await killAtWork(child);
      for (const [runId, objects] of before) {
        const kept = (await statusOf(runId)) === 'published';
        expect(await objectsOf(catalog, runId)).toEqual(kept ? objects : []);
      }
    }
    await catalog.prune(KILLED_SOURCE, { latest: 1 }, WHOLE);
    expect(
      await test.query('SELECT count(*) AS rows FROM catalog.schemas WHERE source_name = $1', [
        KILLED_SOURCE,
      ]),
    ).toEqual(
      await test.query(
        `SELECT count(*) AS rows FROM catalog.schema_version v JOIN catalog.source s ON s.id = v.source_id
         WHERE s.name = $1`,
        [KILLED_SOURCE],
      ),
    );
  }, 120_000);
});
