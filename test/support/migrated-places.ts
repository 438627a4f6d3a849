import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { createArtifactStore, type ArtifactStoreConfig } from '../../artifacts/registry.js';
import type { ProviderName } from '../../catalog/provider.js';
import type { CatalogAndStore } from '../../client/catalog/copy-artifacts.js';
import { bytes, sha256 } from './byte-streams.js';
import { publishRows, schemas } from './catalog-fixture.js';
import { createCatalog, type TestCatalog } from './catalog-providers.js';
import { engines } from './engines.js';
import { registration } from './registration.js';

/** Says nothing of how far a migration has come. */
export const silent = { artifacts: () => undefined, run: () => undefined };
/** A catalog with a store beside it. */
export interface Place extends CatalogAndStore, AsyncDisposable {
  readonly test: TestCatalog;
}

/** An empty catalog of a provider, with an empty store: objects with `cloud`, files with the others. */
export async function place(provider: ProviderName): Promise<Place> {
  const test = await createCatalog(provider);
  const directory = await mkdtemp(join(engines().directory, 'artifacts-'));
  const { endpoint, region, accessKeyId, secretAccessKey } = engines().s3;
  const config: ArtifactStoreConfig =
    provider === 'cloud'
      ? {
          ...{ store: 's3', endpoint, region, bucket: `migrate-${randomUUID()}`, create_bucket: true },
          ...{ access_key_id: accessKeyId, secret_access_key: secretAccessKey },
        }
      : { store: 'local', directory };
  const store = await createArtifactStore(config);
  await store.check();
  return {
    ...{ test, catalog: test.catalog, store },
    [Symbol.asyncDispose]: async () => {
      await store.close();
      await test[Symbol.asyncDispose]();
      await rm(directory, { recursive: true });
    },
  };
}

/** Stores and registers an artifact of a run. */
export async function keep(
  { catalog, store }: CatalogAndStore,
  runId: string,
  name: string,
): Promise<string> {
  const artifactId = `runs/${runId}/raw/table/${name}.parquet`;
  const content = `content of ${name}`;
  const { uri, sizeBytes } = await store.put(artifactId, bytes(content), {
    contentType: 'application/vnd.apache.parquet',
    metadata: () => ({ rows: '7' }),
  });
  await catalog.registerOrGet(
    registration(artifactId, { runId, sizeBytes, sha256: sha256(content), storageUri: uri }),
  );
  return artifactId;
}

/** A source whose runs change `public`, an artifact of each; the run ids. */
export async function publishSome(
  at: CatalogAndStore,
  source: string,
  owners: readonly string[],
): Promise<string[]> {
  const runIds: string[] = [];
  for (const owner of owners) {
    const rows = schemas('public', 'stays').map((row, index) => (index === 0 ? { ...row, owner } : row));
    const { runId } = await publishRows(at.catalog, 'schema', rows, source);
    await keep(at, runId, owner);
    runIds.push(runId);
  }
  return runIds;
}
