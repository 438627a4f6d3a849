import { createHash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { isOfCategory, SourceSenseError } from '../contracts/failure.js';
import type { RandomAccess } from './parquet/codec.js';
import { readRange, spool, SPOOL_MEMORY_BYTES } from './spool.js';
import type { ArtifactStore, StoredObject } from './store.js';

type Expected = Pick<StoredObject, 'key' | 'uri' | 'sizeBytes' | 'sha256'>;

const READ_CHUNK_BYTES = 1 << 20;

/** Whether an object's bytes hash to what is said of them; they are read and dropped. */
export async function verifies(store: ArtifactStore, expected: Expected): Promise<boolean> {
  const hash = createHash('sha256');
  try {
    for await (const chunk of store.get(expected.key)) hash.update(chunk);
  } catch (error) {
    if (isOfCategory(error, 'artifact_corrupt')) return false;
    throw error;
  }
  return hash.digest('hex') === expected.sha256;
}

/**
 * An object's bytes, after they have been found to be the expected ones; disposing of them closes what holds them.
 * Throws `artifact_corrupt` when they are not, twice: what was altered on its way comes whole the second time. Larger
 * objects are hashed and read in place where they are files of this machine: through one descriptor, so that it is the
 * same file both times.
 */
export async function openVerified(
  store: ArtifactStore,
  expected: Expected,
  signal: AbortSignal | undefined,
): Promise<RandomAccess & AsyncDisposable> {
  try {
    return await openOnce(store, expected, signal);
  } catch (error) {
    if (!isOfCategory(error, 'artifact_corrupt')) throw error;
    return openOnce(store, expected, signal);
  }
}

async function openOnce(
  store: ArtifactStore,
  expected: Expected,
  signal: AbortSignal | undefined,
): Promise<RandomAccess & AsyncDisposable> {
  const path = expected.sizeBytes > SPOOL_MEMORY_BYTES ? store.localPath?.(expected.key) : undefined;
  const file = path === undefined ? null : await open(path, 'r').catch(() => null);
  const content =
    file === null ? await spool(store.get(expected.key, signal), signal) : await hashed(file, signal);
  if (content.sha256 === expected.sha256 && content.sizeBytes === expected.sizeBytes) return content;
  await content[Symbol.asyncDispose]();
  throw new SourceSenseError(
    'artifact_corrupt',
    `Artifact does not hold what was registered [uri=${expected.uri}, bytes=${content.sizeBytes} of ` +
      `${expected.sizeBytes}, sha256=${content.sha256}, registered=${expected.sha256}].`,
    { remedy: 'Find out what changed it, and extract again.' },
  );
}

async function hashed(
  file: FileHandle,
  signal: AbortSignal | undefined,
): Promise<RandomAccess & AsyncDisposable & { readonly sha256: string }> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  try {
    for (;;) {
      signal?.throwIfAborted();
      const chunk = await readRange(file, sizeBytes, sizeBytes + READ_CHUNK_BYTES);
      if (chunk.length === 0) break;
      hash.update(chunk);
      sizeBytes += chunk.length;
    }
  } catch (error) {
    await file.close();
    throw error;
  }
  return {
    sizeBytes,
    sha256: hash.digest('hex'),
    read: (start, end) => readRange(file, start, end),
    [Symbol.asyncDispose]: () => file.close(),
  };
}
