import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import { createArtifactStore } from '../../artifacts/registry.js';
import type { ArtifactStore } from '../../artifacts/store.js';
import type { CatalogProvider, ProviderName } from '../../catalog/provider.js';
import { verifyArtifacts } from '../../client/artifacts/verify.js';
import { migrate } from '../../client/catalog/migrate.js';
import { bytes, sha256 } from '../support/byte-streams.js';
import { landingOf, NEVER, publication, stepOf } from '../support/catalog-fixture.js';
import { createCatalog, type TestCatalog } from '../support/catalog-providers.js';
import { allAnswers, objectsOf } from '../support/catalog-story.js';
import { engines } from '../support/engines.js';
import { KILLED_SOURCE, killedRun } from '../support/killed-run.js';
import { registration } from '../support/registration.js';

const RUNS = 12;
const ARTIFACTS_PER_RUN = 60;
const silent = { artifacts: () => undefined, run: () => undefined };
const nobody = { progress: () => undefined, finding: () => undefined };
/** What the processes have said so many times when they are killed, some milliseconds later. */
const KILLED_AT = [
  { said: 'artifact', times: 1, laterMs: 0 },
  { said: 'artifact', times: 250, laterMs: 0 },
  { said: 'artifact', times: 300, laterMs: 3 },
  { said: 'run', times: 1, laterMs: 0 },
  { said: 'run', times: 3, laterMs: 5 },
  { said: 'run', times: 4, laterMs: 20 },
] as const;

interface Place {
  readonly test: TestCatalog;
  readonly directory: string;
  readonly store: ArtifactStore;
}

async function place(provider: ProviderName): Promise<Place> {
  const test = await createCatalog(provider);
  const directory = await mkdtemp(join(engines().directory, 'artifacts-'));
  return { test, directory, store: await createArtifactStore({ store: 'local', directory }) };
}

async function fill({ test: { catalog }, store }: Place): Promise<void> {
  for (let number = 1; number <= RUNS; number++) {
    const { runId, rows } = killedRun(number);
    await catalog.beginRun(runId, KILLED_SOURCE);
    await catalog.land(stepOf(runId), [landingOf('schema', rows)], NEVER);
    await catalog.publish(publication(runId, { schema: rows.length }));
    for (let artifact = 0; artifact < ARTIFACTS_PER_RUN; artifact++) {
      const artifactId = `runs/${runId}/raw/schema/p${artifact}.parquet`;
      const content = `${artifactId} `.repeat(200);
      const { uri, sizeBytes } = await store.put(artifactId, bytes(content), { contentType: 'text/plain' });
      await catalog.registerOrGet(
        registration(artifactId, { runId, sizeBytes, sha256: sha256(content), storageUri: uri }),
      );
    }
  }
}

/** Migrates in another process, which is killed at that moment. */
async function migrateUntil(
  from: Place,
  to: Place,
  { said, times, laterMs }: (typeof KILLED_AT)[number],
): Promise<void> {
  const file = fileURLToPath(new URL('../support/migrate-catalog.js', import.meta.url));
  const given = [from, to].flatMap(({ test, directory }) => [
    ...[test.provider, JSON.stringify(test.settings), directory],
  ]);
  const child = fork(file, given, { execArgv: [], env: process.env });
  const gone = once(child, 'exit');
  let heard = 0;
  child.on('message', (message) => {
    if (message === said && ++heard === times) setTimeout(() => child.kill('SIGKILL'), laterMs);
  });
  await gone;
  expect(child.signalCode).toBe('SIGKILL');
}

/** Every run that the destination shows is all there. */
async function expectWholeRuns(from: CatalogProvider, to: CatalogProvider): Promise<number> {
  const runs = await to.listRuns(100);
  for (const { runId, status } of runs) {
    expect(status).toBe('published');
    expect(await objectsOf(to, runId, 'schema')).toEqual(await objectsOf(from, runId, 'schema'));
    expect(await to.getLedger(runId)).toEqual(await from.getLedger(runId));
  }
  return runs.length;
}

describe.each([
  ['development', 'enterprise'],
  ['enterprise', 'development'],
  ['enterprise', 'cloud'],
] as const)('Migrating from %s to %s, killed again and again', (fromProvider, toProvider) => {
  it('has whole runs and verified artifacts at every moment, goes on, and ends with all of it', async () => {
    const [from, to] = [await place(fromProvider), await place(toProvider)];
    await fill(from);
    const seen: { readonly artifacts: number; readonly runs: number }[] = [];
    for (const moment of KILLED_AT) {
      await migrateUntil(from, to, moment);
      const runs = await expectWholeRuns(from.test.catalog, to.test.catalog);
      const { artifacts, verified } = await verifyArtifacts(to.test.catalog, to.store, { all: true }, nobody);
      expect(verified).toBe(artifacts);
      seen.push({ artifacts, runs });
    }
    expect(seen.some(({ artifacts }) => artifacts > 0 && artifacts < RUNS * ARTIFACTS_PER_RUN)).toBe(true);
    expect(seen.some(({ runs }) => runs > 0 && runs < RUNS)).toBe(true);
    await migrate({ ...from, catalog: from.test.catalog }, { ...to, catalog: to.test.catalog }, silent);
    expect(await allAnswers(to.test.catalog)).toEqual(await allAnswers(from.test.catalog));
    const { verified } = await verifyArtifacts(to.test.catalog, to.store, { all: true }, nobody);
    expect(verified).toBe(RUNS * ARTIFACTS_PER_RUN);
    for (const { test, directory } of [from, to]) {
      await test[Symbol.asyncDispose]();
      await rm(directory, { recursive: true });
    }
  }, 180_000);
});
