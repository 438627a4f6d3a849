import { createHash } from 'node:crypto';
import { type FileHandle, stat } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { readRange } from '../spool.js';
import { alteredObject } from '../store.js';
import { fileOperation, unlessMissing } from './file-operation.js';
import { readSidecar } from './sidecar.js';

const READ_CHUNK_BYTES = 256 * 1024;

/**
 * Streams an object's open file and checks it against the facts beside it. Throws the signal's reason, or, once all
 * bytes are out, `artifact_corrupt` when they are not those that were put.
 */
export async function* readObject(
  path: string,
  file: FileHandle,
  signal: AbortSignal | undefined,
): AsyncGenerator<Uint8Array, void, undefined> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  for (;;) {
    signal?.throwIfAborted();
    const chunk = await readRange(file, sizeBytes, sizeBytes + READ_CHUNK_BYTES);
    hash.update(chunk);
    sizeBytes += chunk.length;
    if (chunk.length > 0) yield chunk;
    if (chunk.length < READ_CHUNK_BYTES) break;
  }
  const sha256 = hash.digest('hex');
  const sidecar = await fileOperation('get', path, () => readSidecar(path, sizeBytes));
  if (sidecar === null || sidecar.sha256 === sha256) return;
  // Of the object that took this one's place while it was read, the facts say nothing of what was read.
  const now = await unlessMissing(stat(path));
  if (now?.ino !== (await file.stat()).ino) return;
  throw alteredObject(pathToFileURL(path).href, { sizeBytes, sha256 }, sidecar.sha256);
}
