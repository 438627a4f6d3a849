import { describe, expect, it } from '@jest/globals';
import { createArtifactStore } from '../../artifacts/registry.js';
import { s3StoreConfigSchema } from '../../artifacts/s3/config.js';
import { artifactRows } from '../support/artifact-rows.js';
import { engines } from '../support/engines.js';
import { createSystem } from '../support/system.js';

describe('a run with its artifacts in S3', () => {
  it('lands the same way, and every registered object is there with the registered hash', async () => {
    const { endpoint, region, accessKeyId, secretAccessKey } = engines().s3;
    await using system = await createSystem(18, {
      SOURCESENSE_ARTIFACTS_STORE: 's3',
      SOURCESENSE_ARTIFACTS_ENDPOINT: endpoint,
      SOURCESENSE_ARTIFACTS_REGION: region,
      SOURCESENSE_ARTIFACTS_BUCKET: 'e2e-run',
      SOURCESENSE_ARTIFACTS_CREATE_BUCKET: 'true',
      SOURCESENSE_ARTIFACTS_ACCESS_KEY_ID: accessKeyId,
      SOURCESENSE_ARTIFACTS_SECRET_ACCESS_KEY: secretAccessKey,
    });
    await system.onSource('CREATE SCHEMA shop; CREATE TABLE shop.item (id int PRIMARY KEY)');
    await system.startWorker();
    const result = await (await system.start()).result();
    expect(result.outcome).toBe('completed');

    const store = await createArtifactStore(
      s3StoreConfigSchema.parse({
        store: 's3',
        endpoint,
        region,
        bucket: 'e2e-run',
        access_key_id: accessKeyId,
        secret_access_key: secretAccessKey,
      }),
    );
    const registered = await system.catalog.listByRun(result.runId);
    expect(registered).toHaveLength(result.artifacts.count);
    const extracted = result.ledger.reduce((sum, line) => sum + line.extracted, 0);
    expect(await artifactRows(system, result.runId)).toBe(2 * extracted);
    for (const { artifactId, sha256, sizeBytes, storageUri } of registered) {
      expect(storageUri).toBe(`s3://e2e-run/${artifactId}`);
      expect(await store.head(artifactId)).toMatchObject({ sha256, sizeBytes });
    }
    await store.close();
    expect(await system.history(result.runId)).not.toContain(secretAccessKey);
  }, 60_000);
});
