import { randomUUID } from 'node:crypto';
import {
  AbortMultipartUploadCommand,
  CreateMultipartUploadCommand,
  ListMultipartUploadsCommand,
  PutObjectCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { S3StoreConfig } from '../../artifacts/s3/config.js';
import { S3Store } from '../../artifacts/s3/s3-store.js';
import { bytes, bytesOf, contentOf, sha256 } from '../support/byte-streams.js';
import { engines } from '../support/engines.js';

const OPTIONS = { contentType: 'application/octet-stream' };

function config(changes: Partial<S3StoreConfig> = {}): S3StoreConfig {
  const { endpoint, region, accessKeyId, secretAccessKey } = engines().s3;
  return {
    store: 's3',
    bucket: `unit-${randomUUID()}`,
    endpoint,
    region,
    access_key_id: accessKeyId,
    secret_access_key: secretAccessKey,
    ...changes,
  };
}

async function* zeros(megabytes: number, afterwards?: () => void): AsyncGenerator<Uint8Array> {
  for (let i = 0; i < megabytes; i++) yield await Promise.resolve(new Uint8Array(1024 * 1024));
  afterwards?.();
}

/** What a misconfigured store says of itself. */
async function failureOf(changes: Partial<S3StoreConfig>): Promise<unknown> {
  const store = new S3Store(config(changes));
  try {
    return await store.check().catch((error: unknown) => error);
  } finally {
    await store.close();
  }
}

describe('The S3 store', () => {
  it('says that the bucket is missing unless it may make it', async () => {
    const bucket = `missing-${randomUUID()}`;
    expect(await failureOf({ bucket })).toMatchObject({
      category: 'invalid_input',
      message: expect.stringMatching(new RegExp(`no S3 bucket ${bucket}.*create_bucket`)) as unknown,
    });
    expect(await failureOf({ bucket, create_bucket: true })).toBeUndefined();
    expect(await failureOf({ bucket })).toBeUndefined();
  });

  it('says that a put into a missing bucket needs the bucket', async () => {
    const store = new S3Store(config());
    await expect(store.put('a', zeros(1), OPTIONS)).rejects.toMatchObject({ category: 'invalid_input' });
    await store.close();
  });

  it('names bucket and endpoint when access is denied, and no secret', async () => {
    const { endpoint } = engines().s3;
    const failure = await failureOf({ bucket: 'some-bucket', secret_access_key: 'wrong-secret-of-mine' });
    expect(failure).toMatchObject({ category: 'permission' });
    const { message } = failure as Error;
    expect(message).toContain('bucket=some-bucket');
    expect(message).toContain(`endpoint=${endpoint}`);
    expect(message).toContain('access key');
    expect(JSON.stringify([message, String((failure as Error).cause)])).not.toContain('wrong-secret-of-mine');
  });

  it('says within seconds that the server is not there', async () => {
    const started = Date.now();
    expect(await failureOf({ endpoint: 'http://127.0.0.1:9' })).toMatchObject({
      category: 'store_unavailable',
      message: expect.stringContaining('http://127.0.0.1:9') as unknown,
    });
    expect(Date.now() - started).toBeLessThan(5000);
  });

  describe('sending parts', () => {
    const settings = config({ create_bucket: true });
    const { bucket, endpoint = '', region = '' } = settings;
    const store = new S3Store(settings);
    const { accessKeyId, secretAccessKey } = engines().s3;
    const client = new S3Client({
      endpoint,
      region,
      forcePathStyle: true,
      credentials: { accessKeyId, secretAccessKey },
    });

    beforeAll(() => store.check());

    afterAll(async () => {
      client.destroy();
      await store.close();
    });

    const uploadsUnderWay = async () => {
      const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket: bucket }));
      return Uploads.length;
    };

    it('leaves no part behind when it is aborted', async () => {
      const controller = new AbortController();
      const reason = new Error('cancelled by the test');
      const put = store.put('large', zeros(220), { ...OPTIONS, signal: controller.signal });
      const outcome = put.catch((error: unknown) => error);
      while ((await uploadsUnderWay()) === 0) await new Promise((resolve) => setTimeout(resolve, 5));
      controller.abort(reason);
      expect(await outcome).toBe(reason);
      expect(await uploadsUnderWay()).toBe(0);
      expect(await store.head('large')).toBeNull();
    });

    it("sweeps the parts that killed processes left, and nobody else's", async () => {
      const begin = async (Key: string) => {
        const { UploadId } = await client.send(new CreateMultipartUploadCommand({ Bucket: bucket, Key }));
        const part = { Bucket: bucket, Key, UploadId, PartNumber: 1, Body: 'some bytes' };
        await client.send(new UploadPartCommand(part));
      };
      for (const key of ['runs/1/raw/a', 'runs/1/raw/a', 'runs/2/raw/b', 'of-another-program'])
        await begin(key);
      const later = new Date(Date.now() + 60_000);
      expect(await store.sweep(new Date(0))).toBe(0);
      expect(await store.sweep(later, { dryRun: true })).toBe(3);
      expect(await uploadsUnderWay()).toBe(4);
      expect(await store.sweep(later)).toBe(3);
      expect(await uploadsUnderWay()).toBe(1);
      const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket: bucket }));
      for (const { Key, UploadId } of Uploads) {
        await client.send(new AbortMultipartUploadCommand({ Bucket: bucket, Key, UploadId }));
      }
    });

    it('says at the end of an object that its bytes are not those that were put', async () => {
      const Metadata = { sha256: sha256('abc') };
      await client.send(new PutObjectCommand({ Bucket: bucket, Key: 'altered', Body: 'abd', Metadata }));
      await expect(bytesOf(store, 'altered')).rejects.toMatchObject({
        category: 'artifact_corrupt',
        message: expect.stringContaining(sha256('abd')) as unknown,
      });
    });

    it('hashes objects that somebody else put there', async () => {
      await client.send(new PutObjectCommand({ Bucket: bucket, Key: 'foreign', Body: 'abc' }));
      expect(await store.head('foreign')).toMatchObject({
        sha256: sha256('abc'),
        sizeBytes: 3,
        metadata: {},
      });
      expect(await contentOf(store, 'foreign')).toBe('abc');
    });

    it('refuses links for longer than S3 allows, and keys that are too long', async () => {
      await expect(store.link('a', 8 * 24 * 3_600_000)).rejects.toMatchObject({ category: 'invalid_input' });
      await expect(store.put('x'.repeat(1100), bytes('x'), OPTIONS)).rejects.toMatchObject({
        category: 'invalid_input',
      });
    });

    it('keeps what was there first and leaves no part behind when it comes second', async () => {
      const first = await store.put('taken', zeros(1), OPTIONS);
      expect(await store.put('taken', zeros(120), OPTIONS)).toEqual(first);
      expect(await uploadsUnderWay()).toBe(0);
    });
  });
});
