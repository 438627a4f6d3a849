import { randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RecentBatches } from '../../artifacts/recent-batches.js';
import { findArtifact, readArtifact, writeArtifact } from '../../artifacts/checkpoint.js';
import type { ParquetCodec } from '../../artifacts/parquet/codec.js';
import { createParquetCodec } from '../../artifacts/parquet/registry.js';
import { type ArtifactStoreConfig, createArtifactStore } from '../../artifacts/registry.js';
import { SPOOL_MEMORY_BYTES } from '../../artifacts/spool.js';
import type { ArtifactStore } from '../../artifacts/store.js';
import type { ArtifactId, ArtifactRef } from '../../contracts/artifact.js';
import type { BatchSchema, ColumnBatch } from '../../contracts/column-batch.js';
import { engines } from '../support/engines.js';

const SCHEMA: BatchSchema = {
  kind: 'table',
  version: 1,
  columns: [
    { name: 'table_name', type: 'text', nullable: false, doc: 'Name of the table.' },
    { name: 'oid', type: 'int64', nullable: true, doc: 'Object identifier.' },
  ],
};
const OPTIONS = { resolver: 'postgresql/raw@1' };

const newId = (): ArtifactId => ({
  runId: `extract/test/${randomUUID()}`,
  stage: 'raw',
  kind: 'table',
  partitionId: 'relations-0001',
});

/** Batches of `rows` rows each, with names of so many random characters that they do not compress. */
function batchesOf(count: number, rows: number, nameLength = 8): ColumnBatch[] {
  return Array.from({ length: count }, () => ({
    rows,
    columns: [
      Array.from({ length: rows }, () => randomBytes(nameLength / 2).toString('hex')),
      Array.from({ length: rows }, (_, row) => (row % 2 === 0 ? BigInt(row) : null)),
    ],
  }));
}

async function* stream(batches: readonly ColumnBatch[]): AsyncGenerator<ColumnBatch> {
  for (const batch of batches) yield await Promise.resolve(batch);
}

let directory: string;
let codec: ParquetCodec;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'sourcesense-checkpoint-'));
  codec = await createParquetCodec();
});

afterAll(() => rm(directory, { recursive: true, force: true }));

const CONFIGS: Record<ArtifactStoreConfig['store'], () => ArtifactStoreConfig> = {
  local: () => ({ store: 'local', directory: join(directory, 'artifacts') }),
  s3: () => {
    const { accessKeyId, secretAccessKey, ...place } = engines().s3;
    const credentials = { access_key_id: accessKeyId, secret_access_key: secretAccessKey };
    const { endpoint, region } = place;
    return {
      store: 's3',
      endpoint,
      region,
      ...credentials,
      bucket: `checkpoint-${randomUUID()}`,
      create_bucket: true,
    };
  },
};

describe.each(['local', 's3'] as const)('An artifact in the %s store', (name) => {
  let store: ArtifactStore;

  beforeAll(async () => {
    store = await createArtifactStore(CONFIGS[name]());
    await store.check();
  });

  afterAll(() => store.close());

  /** As another process has it: nothing is remembered. */
  const access = () => ({ store, codec, recent: new RecentBatches() });

  const write = (id: ArtifactId, batches: readonly ColumnBatch[], options = {}) =>
    writeArtifact(access(), id, SCHEMA, stream(batches), { ...OPTIONS, ...options });

  async function read(ref: ArtifactRef, schema = SCHEMA, signal?: AbortSignal): Promise<ColumnBatch[]> {
    const batches: ColumnBatch[] = [];
    for await (const batch of readArtifact(access(), ref, schema, signal)) batches.push(batch);
    return batches;
  }

  /** Puts other bytes in an artifact's place, which keep its facts. */
  async function damage({ key }: ArtifactRef): Promise<void> {
    const stored = await store.head(key);
    const chunks: Uint8Array[] = [];
    for await (const chunk of store.get(key)) chunks.push(chunk);
    const bytes = Buffer.concat(chunks);
    bytes.writeUInt8(bytes.readUInt8(20) ^ 1, 20);
    if (name === 'local') {
      await writeFile(fileURLToPath(stored?.uri ?? ''), bytes);
      return;
    }
    const content = async function* () {
      yield await Promise.resolve(bytes);
    };
    const metadata = () => stored?.metadata ?? {};
    await store.put(key, content(), { contentType: 'x/y', metadata, ifExists: 'replace' });
  }

  it('is referred to by where it is, its rows, size and hash', async () => {
    const id = newId();
    const progress: number[] = [];
    const ref = await write(id, batchesOf(3, 10), { onProgress: (rows: number) => progress.push(rows) });
    expect(ref).toEqual({
      ...id,
      key: `runs/${id.runId}/raw/table/relations-0001.parquet`,
      uri: expect.stringMatching(/^(file|s3):/) as unknown,
      rows: 30,
      sizeBytes: expect.any(Number) as unknown,
      sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown,
    });
    expect(progress).toEqual([10, 10, 10]);
    expect(await store.head(ref.key)).toMatchObject({
      sha256: ref.sha256,
      metadata: {
        'artifact-id': ref.key,
        resolver: 'postgresql/raw@1',
        kind: 'table',
        'schema-version': '1',
        rows: '30',
      },
    });
  });

  it('is found and read as it was written', async () => {
    const id = newId();
    const batches = batchesOf(3, 100);
    expect(await findArtifact(store, id, SCHEMA)).toBeNull();
    const ref = await write(id, batches);
    expect(await findArtifact(store, id, SCHEMA)).toEqual(ref);
    expect(await read(ref)).toEqual(batches);
  });

  it('is not fetched again by the process that wrote it, until it is forgotten', async () => {
    const here = access();
    const batches = batchesOf(3, 100);
    const ref = await writeArtifact(here, newId(), SCHEMA, stream(batches), OPTIONS);
    await store.delete(ref.key);
    const again = async () => {
      const got: ColumnBatch[] = [];
      for await (const batch of readArtifact(here, ref, SCHEMA)) got.push(batch);
      return got;
    };
    expect(await again()).toEqual(batches);
    const reason = new Error('stopped');
    const stopped = readArtifact(here, ref, SCHEMA, AbortSignal.abort(reason));
    await expect(stopped.next()).rejects.toBe(reason);
    here.recent.forget(ref);
    await expect(again()).rejects.toMatchObject({ category: 'artifact_corrupt' });
  });

  it('is read as it is stored by a process whose own rows came too late', async () => {
    const id = newId();
    const first = batchesOf(1, 5);
    await write(id, first);
    const late = access();
    const ref = await writeArtifact(late, id, SCHEMA, stream(batchesOf(2, 7)), OPTIONS);
    const got: ColumnBatch[] = [];
    for await (const batch of readArtifact(late, ref, SCHEMA)) got.push(batch);
    expect(got).toEqual(first);
  });

  it('is read when it is too large for memory', async () => {
    const batches = batchesOf(3, 1000, 4000);
    const ref = await write(newId(), batches);
    expect(ref.sizeBytes).toBeGreaterThan(SPOOL_MEMORY_BYTES);
    expect(await read(ref)).toEqual(batches);
  });

  it('keeps the rows of the attempt that was first', async () => {
    const id = newId();
    const first = await write(id, batchesOf(1, 5));
    expect(await write(id, batchesOf(1, 9))).toEqual(first);
    expect(await write(id, batchesOf(1, 9), { ifExists: 'replace' })).toMatchObject({ rows: 9 });
  });

  it('is not found under another schema version, so that it is made anew', async () => {
    const id = newId();
    await write(id, batchesOf(1, 5));
    expect(await findArtifact(store, id, { ...SCHEMA, version: 2 })).toBeNull();
  });

  it('is not there at all when its batches fail', async () => {
    const id = newId();
    const failure = new Error('the source went away');
    const failing = async function* () {
      yield* stream(batchesOf(1, 10));
      throw failure;
    };
    await expect(writeArtifact(access(), id, SCHEMA, failing(), OPTIONS)).rejects.toBe(failure);
    expect(await findArtifact(store, id, SCHEMA)).toBeNull();
  });

  it.each([
    ['small', 1, 8],
    ['large', 3, 4000],
  ])('is neither found nor read when its bytes changed: %s', async (_, count, nameLength) => {
    const id = newId();
    const ref = await write(id, batchesOf(count, 1000, nameLength));
    await damage(ref);
    const taken: ColumnBatch[] = [];
    const reading = async () => {
      for await (const batch of readArtifact(access(), ref, SCHEMA)) taken.push(batch);
    };
    await expect(reading()).rejects.toMatchObject({
      category: 'artifact_corrupt',
      message: expect.stringContaining(ref.uri) as unknown,
    });
    expect(taken).toEqual([]);
    if (name === 'local') expect(await findArtifact(store, id, SCHEMA)).toBeNull();
    const again = await write(id, batchesOf(1, 7), { ifExists: 'replace' });
    expect(await findArtifact(store, id, SCHEMA)).toEqual(again);
  });

  it('is read again when it comes altered, once', async () => {
    const batches = batchesOf(1, 5);
    const ref = await write(newId(), batches);
    let gets = 0;
    const altering = Object.assign(Object.create(store) as ArtifactStore, {
      async *get(key: string) {
        const mask = gets++ === 0 ? 1 : 0;
        for await (const chunk of store.get(key)) yield chunk.map((byte) => byte ^ mask);
      },
    });
    const got: ColumnBatch[] = [];
    for await (const batch of readArtifact({ ...access(), store: altering }, ref, SCHEMA)) got.push(batch);
    expect(got).toEqual(batches);
    expect(gets).toBe(2);
  });

  it('is named when it is gone', async () => {
    const ref = await write(newId(), batchesOf(1, 5));
    await store.delete(ref.key);
    await expect(read(ref)).rejects.toMatchObject({
      category: 'artifact_corrupt',
      message: expect.stringContaining(ref.uri) as unknown,
    });
  });

  it('is named when it holds another kind than it should', async () => {
    const ref = await write(newId(), batchesOf(1, 5));
    await expect(read(ref, { ...SCHEMA, kind: 'view' })).rejects.toMatchObject({
      category: 'artifact_corrupt',
      message: expect.stringContaining(ref.uri) as unknown,
    });
  });

  it('is no longer read when the signal is aborted', async () => {
    const ref = await write(newId(), batchesOf(3, 5));
    const controller = new AbortController();
    const reason = new Error('cancelled by the test');
    const reading = async () => {
      for await (const batch of readArtifact(access(), ref, SCHEMA, controller.signal)) {
        if (batch.rows > 0) controller.abort(reason);
      }
    };
    await expect(reading()).rejects.toBe(reason);
    await expect(read(ref, SCHEMA, AbortSignal.abort(reason))).rejects.toBe(reason);
  });
});

it('The bytes of a local artifact are those its reference hashes', async () => {
  const store = await createArtifactStore(CONFIGS.local());
  const ref = await writeArtifact(
    { store, codec, recent: new RecentBatches() },
    newId(),
    SCHEMA,
    stream(batchesOf(2, 10)),
    OPTIONS,
  );
  const bytes = await readFile(fileURLToPath(ref.uri));
  expect(bytes.length).toBe(ref.sizeBytes);
  expect(bytes.subarray(0, 4).toString()).toBe('PAR1');
});
