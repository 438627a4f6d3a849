import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { foretellMigration, migrate } from '../../client/catalog/migrate.js';
import { landingOf, NEVER, publication, schemas, stepOf } from '../support/catalog-fixture.js';
import { PROVIDERS } from '../support/catalog-providers.js';
import { allAnswers, tell } from '../support/catalog-story.js';
import { keep, type Place, place, publishSome, silent } from '../support/migrated-places.js';

/** What a migration says that found nothing to do. */
const NOTHING = {
  runs: 0,
  versions: 0,
  connections: 0,
  annotations: 0,
  artifacts: 0,
  sizeBytes: 0,
  lost: [],
};

describe('A catalog that moves from provider to provider', () => {
  const places: Place[] = [];
  let answers: unknown;

  beforeAll(async () => {
    const [first] = PROVIDERS;
    for (const provider of [...PROVIDERS, first ?? 'development']) places.push(await place(provider));
    const [from] = places;
    if (from === undefined) throw new Error('There is no provider.');
    await tell(from.catalog);
    for (const name of ['a', 'ü b', 'c']) await keep(from, 'run-1', name);
    await from.catalog.beginRun('gave up', 'shop');
    await from.catalog.abandonRun('gave up', 'failed', 'It broke.');
    await publishSome(from, 'other', ['ann', 'bob']);
    await from.catalog.connections.save({
      connectionId: 'conn-1',
      url: 'postgres://x/y',
      encryptedSecret: 'k.n.t.c',
    });
    answers = await allAnswers(from.catalog);
  }, 120_000);
  afterAll(async () => {
    for (const one of places) await one[Symbol.asyncDispose]();
  });

  it('answers the same everywhere', async () => {
    for (const [index, to] of places.slice(1).entries()) {
      const from = places[index] ?? to;
      const foretold = await foretellMigration(from.catalog, to.catalog);
      expect(foretold).toMatchObject({ dryRun: true, runs: 6, connections: 1, artifacts: 5 });
      expect(await migrate(from, to, silent)).toEqual({ ...foretold, dryRun: false });
      expect(await allAnswers(to.catalog)).toEqual(answers);
    }
  }, 120_000);

  it('has nothing left to copy the second time', async () => {
    for (const [index, to] of places.slice(1).entries()) {
      expect(await migrate(places[index] ?? to, to, silent)).toEqual({ ...NOTHING, dryRun: false });
    }
  });

  it('has its artifacts in the new store, registered there', async () => {
    for (const { catalog, store } of places) {
      const registered = await catalog.listAfter(0n, 100);
      expect(registered).toHaveLength(5);
      for (const { artifactId, storageUri, sha256: registeredHash } of registered) {
        expect(await store.head(artifactId)).toMatchObject({
          ...{ uri: storageUri, sha256: registeredHash, metadata: { rows: '7' } },
        });
      }
    }
  });

  it('is extracted into as if it had always been there, runs in the same order', async () => {
    const last = places.map(async ({ catalog }) => {
      const rows = schemas('public', 'new').map((row) => ({ ...row, owner: 'bob' }));
      await catalog.beginRun('after', 'other');
      await catalog.land(stepOf('after'), [landingOf('schema', rows, 'after')], NEVER);
      const published = await catalog.publish(publication('after', { schema: 2 }));
      const order = (await catalog.listRuns(100)).map(({ runId }) => runId);
      return { published, order, digest: await catalog.contentDigest('other') };
    });
    const [first, ...others] = await Promise.all(last);
    expect(first?.published.changes).toEqual({ added: 1, closed: 1, unchanged: 1 });
    for (const other of others) expect(other).toEqual(first);
  });
});
