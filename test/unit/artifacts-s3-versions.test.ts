import {
  GetObjectCommand,
  ListObjectVersionsCommand,
  PutBucketVersioningCommand,
  type S3Client,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createS3Client } from '../../artifacts/s3/client.js';
import type { S3StoreConfig } from '../../artifacts/s3/config.js';
import { S3Store } from '../../artifacts/s3/s3-store.js';
import { bytes, contentOf, keysOf } from '../support/byte-streams.js';
import { startVersioningS3, type VersioningS3 } from '../support/versioning-s3.js';

const Bucket = 'versions';
const OPTIONS = { contentType: 'application/octet-stream' };

describe('A bucket that keeps versions', () => {
  let server: VersioningS3;
  let client: S3Client;
  let store: S3Store;

  beforeAll(async () => {
    server = await startVersioningS3();
    const { endpoint, region, accessKeyId, secretAccessKey } = server;
    const config: S3StoreConfig = {
      ...{ store: 's3', bucket: Bucket, endpoint, region, create_bucket: true },
      ...{ access_key_id: accessKeyId, secret_access_key: secretAccessKey },
    };
    client = createS3Client(config);
    store = new S3Store(config);
    await store.check();
    const VersioningConfiguration = { Status: 'Enabled' } as const;
    await client.send(new PutBucketVersioningCommand({ Bucket, VersioningConfiguration }));
  });

  afterAll(async () => {
    await store.close();
    client.destroy();
    await server[Symbol.asyncDispose]();
  });

  async function versionsOf(prefix: string) {
    const { Versions = [] } = await client.send(new ListObjectVersionsCommand({ Bucket, Prefix: prefix }));
    return Versions;
  }

  it('keeps the bytes of what is deleted, which the store says', async () => {
    await store.put('deleted', bytes('abc'), OPTIONS);
    expect(await store.delete('deleted')).toEqual({ keptAsVersion: true });
    expect(await store.head('deleted')).toBeNull();
    expect(await keysOf(store, 'deleted')).toEqual([]);
    const [version] = await versionsOf('deleted');
    const { Body } = await client.send(
      new GetObjectCommand({ Bucket, Key: 'deleted', VersionId: version?.VersionId }),
    );
    expect(await Body?.transformToString()).toBe('abc');
  });

  it('lets a key be put again once it is deleted, and still only once', async () => {
    await store.put('again', bytes('first'), OPTIONS);
    await store.delete('again');
    const second = await store.put('again', bytes('second'), OPTIONS);
    expect(await store.put('again', bytes('third'), OPTIONS)).toEqual(second);
    expect(await contentOf(store, 'again')).toBe('second');
  });

  it('keeps what was replaced as an earlier version', async () => {
    await store.put('replaced', bytes('first'), OPTIONS);
    await store.put('replaced', bytes('second'), { ...OPTIONS, ifExists: 'replace' });
    expect(await contentOf(store, 'replaced')).toBe('second');
    expect(await versionsOf('replaced')).toHaveLength(2);
  });

  it('is left without versions of what the store writes to check it', async () => {
    await store.check();
    expect(await versionsOf('.check/')).toEqual([]);
  });
});
