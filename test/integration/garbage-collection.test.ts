import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { artifactKey } from '../../artifacts/keys.js';
import { createArtifactStore } from '../../artifacts/registry.js';
import type { ArtifactStore } from '../../artifacts/store.js';
import { collectGarbage } from '../../client/artifacts/collect-garbage.js';
import { bytes, sha256 } from '../support/byte-streams.js';
import { createCatalog, PROVIDERS, type TestCatalog } from '../support/catalog-providers.js';

const ROUNDS = 40;
const OPTIONS = { contentType: 'application/octet-stream' };
const nobody = { progress: () => undefined, found: () => undefined };

describe.each(PROVIDERS)('Collecting garbage of the catalog of %s', (provider) => {
  let directory: string;
  let test: TestCatalog;
  let store: ArtifactStore;

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'sourcesense-garbage-'));
    test = await createCatalog(provider);
    store = await createArtifactStore({ store: 'local', directory });
  });

  afterAll(async () => {
    await test[Symbol.asyncDispose]();
    await rm(directory, { recursive: true, force: true });
  });

  const collect = () => {
    const storedBefore = new Date(Date.now() + 60_000);
    return collectGarbage(test.catalog, store, { storedBefore, unknownRuns: true, delete: true }, nobody);
  };

  /** A run as it goes: begins, uses what an earlier attempt of it has stored or stores it, and registers it. */
  async function resume(runId: string): Promise<boolean> {
    const key = artifactKey({ runId, stage: 'raw', kind: 'table', partitionId: 'p' });
    await test.catalog.beginRun(runId, runId);
    if ((await store.head(key)) === null) await store.put(key, bytes('abc'), OPTIONS);
    await new Promise((resolve) => setTimeout(resolve, Math.random() * 10));
    await test.catalog.registerOrGet({
      artifactId: key,
      sourceUrl: 'sourcesense://x/x',
      resolver: 'test@1',
      contentType: OPTIONS.contentType,
      sizeBytes: 3,
      sha256: sha256('abc'),
      storageUri: `file://${key}`,
      runId,
    });
    return (await store.head(key)) !== null;
  }

  it('never takes what a run uses that is resumed, or begins, at the same moment', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const [failed, unknown] = [`failed/${round}`, `unknown/${round}`];
      await test.catalog.beginRun(failed, failed);
      await test.catalog.abandonRun(failed, 'failed', 'The source went away.');
      for (const runId of [failed, unknown]) {
        const key = artifactKey({ runId, stage: 'raw', kind: 'table', partitionId: 'p' });
        await store.put(key, bytes('abc'), OPTIONS);
      }
      const collecting = collect();
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 8));
      expect(await Promise.all([resume(failed), resume(unknown), collecting])).toMatchObject([
        true,
        true,
        {},
      ]);
    }
    expect(await collect()).toMatchObject({ artifacts: 0, kept: { registered: 2 * ROUNDS } });
  });

  it('takes everything of a failed run, however much it is, and leaves no folder of it', async () => {
    await test.catalog.beginRun('large', 'large');
    await test.catalog.abandonRun('large', 'failed', 'The source went away.');
    const keys = Array.from({ length: 450 }, (_, index) =>
      artifactKey({ runId: 'large', stage: 'raw', kind: 'column', partitionId: `relations-${index}` }),
    );
    await Promise.all(keys.map((key) => store.put(key, bytes('abc'), OPTIONS)));
    expect(await collect()).toMatchObject({ artifacts: 450, sizeBytes: 1350 });
    expect(await Promise.all(keys.map((key) => store.head(key)))).toEqual(keys.map(() => null));
  });
});
