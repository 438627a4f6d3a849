import { randomBytes, randomUUID } from 'node:crypto';
import { ListMultipartUploadsCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createS3Client } from '../../artifacts/s3/client.js';
import type { S3StoreConfig } from '../../artifacts/s3/config.js';
import { S3Store } from '../../artifacts/s3/s3-store.js';
import { bytes, bytesOf, sha256 } from '../support/byte-streams.js';
import { engines } from '../support/engines.js';
import { type S3Proxy, type SeenRequest, startS3Proxy } from '../support/s3-proxy.js';

const MEGABYTE = 1024 * 1024;
const OPTIONS = { contentType: 'application/octet-stream', metadata: () => ({ rows: '3' }) };

/** Content that is sent in one request from memory, in one from a file, and in parts. */
const SIZES = [
  ['from memory', 1],
  ['from a file', 20 * MEGABYTE],
  ['in parts', 120 * MEGABYTE],
] as const;

const isWrite = ({ method, url }: SeenRequest) =>
  (method === 'PUT' && !url.includes('partNumber=')) || (method === 'POST' && url.includes('uploadId='));
const isRead = ({ method }: SeenRequest) => method === 'GET';

let proxy: S3Proxy;
let config: S3StoreConfig;
let store: S3Store;
let client: S3Client;

beforeAll(async () => {
  proxy = await startS3Proxy();
  const { region, accessKeyId, secretAccessKey } = engines().s3;
  config = {
    ...{ store: 's3', endpoint: proxy.endpoint, region, bucket: `faults-${randomUUID()}` },
    ...{ access_key_id: accessKeyId, secret_access_key: secretAccessKey, create_bucket: true },
  };
  store = new S3Store(config);
  client = createS3Client(config);
  await store.check();
});

afterAll(async () => {
  client.destroy();
  await store.close();
  await proxy[Symbol.asyncDispose]();
});

beforeEach(() => {
  proxy.fail = () => undefined;
});

/** Puts random content of that size, and says whether the store has it afterwards as it says. */
async function putFinds(key: string, sizeBytes: number, ifExists: 'keep' | 'replace'): Promise<void> {
  const content = randomBytes(sizeBytes);
  const put = await store.put(key, bytes(content), { ...OPTIONS, ifExists });
  proxy.fail = () => undefined;
  expect(put).toMatchObject({ sizeBytes, sha256: sha256(content), metadata: { rows: '3' } });
  expect(await store.head(key)).toEqual(put);
  expect(sha256(await bytesOf(store, key))).toBe(put.sha256);
}

describe.each(SIZES)('An object written %s', (_, sizeBytes) => {
  it.each(['keep', 'replace'] as const)('is found where the first answer was lost (%s)', async (ifExists) => {
    let lost = 0;
    proxy.fail = (request) => (isWrite(request) && lost++ === 0 ? 'lost answer' : undefined);
    await putFinds(`first/${randomUUID()}`, sizeBytes, ifExists);
    expect(lost).toBeGreaterThan(0);
  });

  it.each(['keep', 'replace'] as const)('is found where every answer is lost (%s)', async (ifExists) => {
    const key = `every/${randomUUID()}`;
    if (ifExists === 'replace') await store.put(key, bytes('before'), OPTIONS);
    proxy.fail = (request) =>
      isWrite(request) && !request.url.includes('uploads') ? 'lost answer' : undefined;
    await putFinds(key, sizeBytes, ifExists);
  });

  it('is sent again when a request was lost', async () => {
    let lost = 0;
    proxy.fail = ({ method }) => (method === 'PUT' && lost++ === 0 ? 'lost request' : undefined);
    await putFinds(`again/${randomUUID()}`, sizeBytes, 'keep');
    expect(lost).toBeGreaterThan(1);
  });

  it('leaves no parts, and says that the store is not available, when no request arrives', async () => {
    proxy.fail = ({ method }) => (method === 'PUT' ? 'lost request' : undefined);
    const content = bytes(new Uint8Array(sizeBytes));
    await expect(store.put('never', content, OPTIONS)).rejects.toMatchObject({
      category: 'store_unavailable',
    });
    expect(await store.head('never')).toBeNull();
    const { Uploads = [] } = await client.send(new ListMultipartUploadsCommand({ Bucket: config.bucket }));
    expect(Uploads).toEqual([]);
  });
});

it('A damaged object that could not be replaced does not pass for its replacement', async () => {
  const facts = { rows: '3', sha256: sha256('whole') };
  const damaged = { Bucket: config.bucket, Key: 'damaged', Body: 'wrong', Metadata: facts };
  await client.send(new PutObjectCommand(damaged));
  proxy.fail = ({ method }) => (method === 'PUT' ? 'lost request' : undefined);
  await expect(
    store.put('damaged', bytes('whole'), { ...OPTIONS, ifExists: 'replace' }),
  ).rejects.toMatchObject({ category: 'store_unavailable' });
});

describe('A download', () => {
  const content = randomBytes(5 * MEGABYTE);

  beforeAll(async () => {
    proxy.fail = () => undefined;
    await store.put('whole', bytes(content), OPTIONS);
  });

  it('that breaks is gone on with where it broke', async () => {
    const before = proxy.seen.length;
    proxy.fail = (request) => (isRead(request) ? { breakAfterBytes: 2 * MEGABYTE } : undefined);
    expect(sha256(await bytesOf(store, 'whole'))).toBe(sha256(content));
    const ranges = proxy.seen.slice(before).map(({ headers }) => headers.range);
    expect(ranges).toEqual([
      undefined,
      expect.stringMatching(/^bytes=[1-9]\d+-$/),
      expect.stringMatching(/^bytes=[1-9]\d+-$/),
    ]);
  });

  it('is given up when it breaks again and again without a byte', async () => {
    proxy.fail = (request) => (isRead(request) ? { breakAfterBytes: 0 } : undefined);
    const before = proxy.seen.length;
    await expect(bytesOf(store, 'whole')).rejects.toMatchObject({ category: 'store_unavailable' });
    expect(proxy.seen.length - before).toBeLessThan(20);
  });

  it('is never put together from two objects', async () => {
    await store.put('replaced', bytes(content), OPTIONS);
    proxy.fail = (request) => (isRead(request) ? { breakAfterBytes: MEGABYTE } : undefined);
    const reading = async () => {
      for await (const chunk of store.get('replaced')) {
        if (chunk.length === 0) continue;
        await store.put('replaced', bytes(randomBytes(content.length)), { ...OPTIONS, ifExists: 'replace' });
      }
    };
    await expect(reading()).rejects.toMatchObject({ category: 'conflict' });
  });
});

it.each(SIZES)('Storage class and encryption go with an object written %s', async (_, sizeBytes) => {
  await using other = new S3Store({
    ...config,
    ...{ storage_class: 'STANDARD_IA', encryption: 'SSE-KMS', kms_key_id: 'key-1' },
  });
  const before = proxy.seen.length;
  await other.put(`class/${sizeBytes}`, bytes(new Uint8Array(sizeBytes)), OPTIONS);
  const [first] = proxy.seen.slice(before);
  expect(first?.headers).toMatchObject({
    'x-amz-storage-class': 'STANDARD_IA',
    'x-amz-server-side-encryption': 'aws:kms',
    'x-amz-server-side-encryption-aws-kms-key-id': 'key-1',
    'x-amz-meta-rows': '3',
    'x-amz-meta-sha256': sha256(new Uint8Array(sizeBytes)),
  });
  await using managed = new S3Store({ ...config, encryption: 'SSE-S3' });
  await managed.put(`class/s3/${sizeBytes}`, bytes('x'), OPTIONS);
  expect(proxy.seen.at(-1)?.headers).toMatchObject({ 'x-amz-server-side-encryption': 'AES256' });
});

describe('a store that is busy for a fifth of the requests', () => {
  it('is asked again until it answers, however many requests there have been', async () => {
    let count = 0;
    proxy.fail = () => (++count % 5 === 0 ? { status: 503, code: 'SlowDown' } : undefined);
    for (let nth = 0; nth < 500; nth++) expect(await store.head(`nothing-${nth}`)).toBeNull();
  }, 120_000);
});

describe('credentials that expire', () => {
  it('are named as such, though the answer to HEAD has no body', async () => {
    proxy.fail = () => ({ status: 400, code: 'ExpiredToken' });
    await expect(store.head('of-an-expired-session')).rejects.toMatchObject({ category: 'permission' });
  });
});
