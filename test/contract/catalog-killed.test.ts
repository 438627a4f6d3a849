import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it } from '@jest/globals';
import type { CatalogProvider } from '../../catalog/provider.js';
import { landingOf, NEVER, publication, publishRows, schemas } from '../support/catalog-fixture.js';
import { killAtWork, startCatalogProcess } from '../support/catalog-process.js';
import { PROVIDERS, type TestCatalog } from '../support/catalog-providers.js';
import { useCatalog } from '../support/catalog-suite.js';
import { KILLED_SOURCE, killedRun } from '../support/killed-run.js';

/** Milliseconds after which each round's process is killed: in the middle of whatever it does then. */
const ROUNDS = [20, 45, 90, 130, 210, 340, 470, 610];

async function namesOf(catalog: CatalogProvider, runId: string): Promise<string[]> {
  const names: string[] = [];
  for await (const batch of catalog.objectsOf(runId, 'schema'))
    names.push(...batch.map((row) => row.schema_name));
  return names;
}

describe.each(PROVIDERS)('The catalog of %s, whose processes are killed', (provider) => {
  let test: TestCatalog;
  let catalog: CatalogProvider;
  useCatalog(provider, (opened) => {
    test = opened;
    catalog = opened.catalog;
  });

  it('has nothing of a landing that was cut short, and takes it again', async () => {
    await publishRows(catalog, 'schema', schemas('kept'), 'half');
    const child = await startCatalogProcess('land-and-wait.js', test);
    await killAtWork(child);
    const step = { runId: 'half', partitionId: 'database', epoch: 2, reading: 1 };
    await catalog.land(step, [landingOf('schema', schemas('kept', 'whole'))], NEVER);
    expect(await catalog.publish(publication('half', { schema: 2 }))).toMatchObject({
      changes: { added: 1, closed: 0, unchanged: 1 },
    });
    expect(await namesOf(catalog, 'half')).toEqual(['kept', 'whole']);
  });

  it('holds all of every run that is published, whenever they are killed', async () => {
    for (const afterMs of ROUNDS) {
      const child = await startCatalogProcess('publish-runs.js', test);
      await delay(afterMs);
      await killAtWork(child);
      const runs = (await catalog.listRuns(1000)).filter(({ connection }) => connection === KILLED_SOURCE);
      const published = runs.filter(({ status }) => status === 'published').slice(0, 3);
      for (const { runId } of published) {
        const { rows } = killedRun(Number(runId.split('-').at(-1)));
        expect(await namesOf(catalog, runId)).toEqual(rows.map((row) => row['schema_name']));
      }
    }
    const { rows } = killedRun(0);
    await publishRows(catalog, 'schema', rows, KILLED_SOURCE);
    await publishRows(catalog, 'schema', rows, 'never killed');
    expect(await catalog.contentDigest(KILLED_SOURCE)).toEqual(await catalog.contentDigest('never killed'));
    const unfinished = (await catalog.listRuns(1000)).filter(({ status }) => status === 'failed');
    for (const { runId } of unfinished) expect(await test.tracesOf(runId)).toEqual({});
  }, 120_000);
});
