import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ARTIFACT_STORES, type ArtifactStoreConfig, createArtifactStore } from '../../artifacts/registry.js';
import type { ArtifactStore, ListedObject, ObjectLink, PutOptions } from '../../artifacts/store.js';
import { bytes, contentOf, keysOf, ODD_KEYS, sha256 } from '../support/byte-streams.js';
import { engines } from '../support/engines.js';

const MEGABYTE = 1024 * 1024;
const OPTIONS: PutOptions = { contentType: 'application/octet-stream' };

/** Growth of the process while it streams 300 MB; figures of 5 GB are made by bench/artifact-stores.ts. */
const MEMORY_BYTES: Record<keyof typeof ARTIFACT_STORES, number> = {
  local: 80 * MEGABYTE,
  s3: 100 * MEGABYTE,
};

/** What a link leads to, as text. */
async function fetched({ url }: ObjectLink): Promise<string> {
  return url.startsWith('file:') ? readFile(fileURLToPath(url), 'utf8') : (await fetch(url)).text();
}

let directory: string;

/** How each driver is set up here; the registry's type makes a new one appear in this list. */
const CONFIGS: Record<keyof typeof ARTIFACT_STORES, () => ArtifactStoreConfig> = {
  local: () => ({ store: 'local', directory: join(directory, 'artifacts') }),
  s3: () => {
    const { endpoint, region, accessKeyId, secretAccessKey } = engines().s3;
    return {
      store: 's3',
      endpoint,
      region,
      bucket: `contract-${randomUUID()}`,
      prefix: 'some/prefix',
      access_key_id: accessKeyId,
      secret_access_key: secretAccessKey,
      create_bucket: true,
    };
  },
};

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sourcesense-store-'));
});

afterAll(() => rm(directory, { recursive: true, force: true }));

describe.each(Object.keys(ARTIFACT_STORES) as (keyof typeof ARTIFACT_STORES)[])('The %s store', (name) => {
  let store: ArtifactStore;

  beforeAll(async () => {
    store = await createArtifactStore(CONFIGS[name]());
    await store.check();
  });

  afterAll(() => store.close());

  it('leaves nothing behind its own check', async () => {
    await store.check();
    expect(await keysOf(store, '')).not.toContainEqual(expect.stringContaining('check'));
  });

  it('gives back what was put, with its hash, size and metadata', async () => {
    const metadata = { 'artifact-id': 'runs/1/raw', rows: '12' };
    const put = await store.put('a/one.bin', bytes('hello, ', 'world'), {
      ...OPTIONS,
      metadata: () => metadata,
    });
    expect(put).toEqual({
      key: 'a/one.bin',
      uri: expect.stringMatching(/^(file:\/\/\/|s3:\/\/).*a\/one\.bin$/) as unknown,
      sizeBytes: 12,
      sha256: sha256('hello, world'),
      metadata,
    });
    expect(await store.head('a/one.bin')).toEqual(put);
    expect(await contentOf(store, 'a/one.bin')).toBe('hello, world');
  });

  it('asks for the metadata only when the content has ended', async () => {
    let chunks = 0;
    const counted = async function* () {
      for await (const chunk of bytes('a', 'b', 'c')) {
        chunks++;
        yield chunk;
      }
    };
    const { metadata } = await store.put('a/counted.bin', counted(), {
      ...OPTIONS,
      metadata: () => ({ chunks: String(chunks) }),
    });
    expect(metadata).toEqual({ chunks: '3' });
  });

  it('keeps objects of no bytes', async () => {
    const put = await store.put('a/empty.bin', bytes(), OPTIONS);
    expect(put).toMatchObject({ sizeBytes: 0, sha256: sha256('') });
    expect(await store.head('a/empty.bin')).toEqual(put);
    expect(await contentOf(store, 'a/empty.bin')).toBe('');
  });

  it('leaves nothing when the producer throws, and throws what it threw', async () => {
    const failure = new Error('the source went away');
    const failing = async function* () {
      yield* bytes('some bytes');
      throw failure;
    };
    await expect(store.put('failed/one.bin', failing(), OPTIONS)).rejects.toBe(failure);
    expect(await store.head('failed/one.bin')).toBeNull();
    expect(await keysOf(store, 'failed/')).toEqual([]);
  });

  it('leaves nothing when the write is aborted while the producer hangs, and throws the reason', async () => {
    const controller = new AbortController();
    const reason = new Error('cancelled by the test');
    const hanging = async function* () {
      yield* bytes('some bytes');
      controller.abort(reason);
      await new Promise(() => undefined);
    };
    const put = store.put('aborted/one.bin', hanging(), { ...OPTIONS, signal: controller.signal });
    await expect(put).rejects.toBe(reason);
    expect(await keysOf(store, 'aborted/')).toEqual([]);
  });

  it('throws the reason of a signal that was aborted before it began', async () => {
    const reason = new Error('cancelled');
    const put = store.put('aborted/two.bin', bytes('x'), { ...OPTIONS, signal: AbortSignal.abort(reason) });
    await expect(put).rejects.toBe(reason);
  });

  it('lets the first of 20 concurrent writers of a key win, and tells all of them what it wrote', async () => {
    const writers = Array.from({ length: 20 }, (_, writer) =>
      store.put('race/one.bin', bytes(`content of writer ${writer}`), {
        ...OPTIONS,
        metadata: () => ({ writer: String(writer) }),
      }),
    );
    const answers = await Promise.all(writers);
    const there = await store.head('race/one.bin');
    expect(new Set(answers.map((answer) => JSON.stringify(answer)))).toEqual(
      new Set([JSON.stringify(there)]),
    );
    expect(await contentOf(store, 'race/one.bin')).toBe(
      `content of writer ${there?.metadata['writer'] ?? '?'}`,
    );
  });

  it('lets 20 concurrent writers of the same content agree', async () => {
    const writers = Array.from({ length: 20 }, (_, writer) =>
      store.put('race/same.bin', bytes('same'), { ...OPTIONS, metadata: () => ({ writer: String(writer) }) }),
    );
    const answers = await Promise.all(writers);
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
  });

  it('keeps what is there unless it is told to replace it', async () => {
    const first = await store.put('b/one.bin', bytes('first'), OPTIONS);
    expect(await store.put('b/one.bin', bytes('second'), OPTIONS)).toEqual(first);
    expect(await contentOf(store, 'b/one.bin')).toBe('first');
    const metadata = () => ({ version: '3' });
    const third = await store.put('b/one.bin', bytes('third!'), {
      ...OPTIONS,
      metadata,
      ifExists: 'replace',
    });
    expect(third).toMatchObject({ sha256: sha256('third!'), metadata: { version: '3' } });
    expect(await store.head('b/one.bin')).toEqual(third);
    expect(await contentOf(store, 'b/one.bin')).toBe('third!');
  });

  it.each(ODD_KEYS)('keeps the key %j as it is, and links to it', async (key) => {
    const put = await store.put(key, bytes(key), OPTIONS);
    expect(put.key).toBe(key);
    expect(await store.head(key)).toEqual(put);
    expect(await contentOf(store, key)).toBe(key);
    expect(await keysOf(store, key)).toEqual([key]);
    expect(await fetched(await store.link(key, 60_000))).toBe(key);
  });

  it('keeps keys apart that differ in their Unicode normalization only', async () => {
    const [composed, decomposed] = ['forms/\u00E9', 'forms/e\u0301'];
    await store.put(composed, bytes('composed'), OPTIONS);
    await store.put(decomposed, bytes('decomposed'), OPTIONS);
    expect(await contentOf(store, composed)).toBe('composed');
    expect(await contentOf(store, decomposed)).toBe('decomposed');
  });

  it('lists objects with their sizes and when they were stored', async () => {
    const before = Date.now();
    await store.put('listed/one.bin', bytes('hello'), OPTIONS);
    const listed: ListedObject[] = [];
    for await (const object of store.list('listed/')) listed.push(object);
    expect(listed).toEqual([{ key: 'listed/one.bin', sizeBytes: 5, storedAt: expect.anything() as unknown }]);
    // S3 tells whole seconds.
    expect(Math.abs((listed[0]?.storedAt.getTime() ?? 0) - before)).toBeLessThan(10_000);
  });

  it('has nothing to sweep where every write has ended', async () => {
    await store.put('runs/swept/one.bin', bytes('hello'), OPTIONS);
    expect(await store.sweep(new Date(Date.now() + 60_000))).toBe(0);
    expect(await contentOf(store, 'runs/swept/one.bin')).toBe('hello');
  });

  it('lists the keys of a prefix in the order of their bytes', async () => {
    const keys = ['list/a-b', 'list/a/b', 'list/a/c', 'list/a0', 'list/b', 'list/\u{1F5DD}', 'list/\uFF5E'];
    for (const key of keys.toReversed()) await store.put(key, bytes(key), OPTIONS);
    const inOrder = keys.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    expect(await keysOf(store, 'list/')).toEqual(inOrder);
    expect(await keysOf(store, 'list/a')).toEqual(['list/a-b', 'list/a/b', 'list/a/c', 'list/a0']);
    expect(await keysOf(store, 'list/a/')).toEqual(['list/a/b', 'list/a/c']);
    expect(await keysOf(store, 'nothing/')).toEqual([]);
  });

  it('deletes an object, and then again without complaint', async () => {
    await store.put('c/one.bin', bytes('x'), OPTIONS);
    expect(await store.delete('c/one.bin')).toEqual({ keptAsVersion: false });
    await store.delete('c/one.bin');
    await store.delete('c/never/there.bin');
    expect(await store.head('c/one.bin')).toBeNull();
    expect(await keysOf(store, 'c/')).toEqual([]);
    const again = await store.put('c/one.bin', bytes('y'), { ...OPTIONS, metadata: () => ({ life: '2' }) });
    expect(await store.head('c/one.bin')).toEqual(again);
    expect(again.metadata).toEqual({ life: '2' });
  });

  it('says which artifact is missing when a key holds nothing', async () => {
    expect(await store.head('missing/one.bin')).toBeNull();
    await expect(contentOf(store, 'missing/one.bin')).rejects.toMatchObject({
      category: 'artifact_corrupt',
      message: expect.stringContaining('missing/one.bin') as unknown,
    });
  });

  it('stops handing out content when the signal is aborted', async () => {
    await store.put('d/one.bin', bytes(randomBytes(4 * MEGABYTE)), OPTIONS);
    const controller = new AbortController();
    const reason = new Error('cancelled by the test');
    const reading = async () => {
      for await (const chunk of store.get('d/one.bin', controller.signal)) {
        if (chunk.length > 0) controller.abort(reason);
      }
    };
    await expect(reading()).rejects.toBe(reason);
  });

  it.each([20, 300])('streams %i MB up and down without holding them in memory', async (megabytes) => {
    const chunk = randomBytes(MEGABYTE);
    const hash = createHash('sha256');
    const content = async function* () {
      for (let i = 0; i < megabytes; i++) {
        chunk.writeUInt32LE(i);
        hash.update(chunk);
        yield await Promise.resolve(Buffer.from(chunk));
      }
    };
    const before = process.memoryUsage().rss;
    let peak = before;
    const sampling = setInterval(() => (peak = Math.max(peak, process.memoryUsage().rss)), 5);
    const put = await store.put(`large/${megabytes}.bin`, content(), OPTIONS);
    const expected = hash.digest('hex');
    expect(put).toMatchObject({ sizeBytes: megabytes * MEGABYTE, sha256: expected });
    expect(await store.head(`large/${megabytes}.bin`)).toEqual(put);
    const read = createHash('sha256');
    for await (const part of store.get(`large/${megabytes}.bin`)) read.update(part);
    clearInterval(sampling);
    expect(read.digest('hex')).toBe(expected);
    expect(peak - before).toBeLessThan(MEMORY_BYTES[name]);
    await store.delete(`large/${megabytes}.bin`);
  });
});
