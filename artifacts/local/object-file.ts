import { createHash } from 'node:crypto';
import { createReadStream, type Stats } from 'node:fs';
import { open, rename, stat } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { abortable } from '../abortable.js';
import { fileOperation } from './file-operation.js';
import { publishNew } from './publish.js';
import { publishSidecar, readSidecar, removeSidecar, type Sidecar } from './sidecar.js';

/** For so long after an object appeared its writer may still be about to put the sidecar beside it. */
const SIDECAR_GRACE_MS = 500;
const SIDECAR_POLL_MS = 10;

/** Where the sidecar of a temporary file is prepared. */
export function temporarySidecar(temporary: string): string {
  return `${temporary}.meta`;
}

/** Writes a temporary file to the disk, hashing what is written; what the content throws is passed on as it is. */
export async function writeDurably(
  temporary: string,
  content: AsyncIterable<Uint8Array>,
  signal: AbortSignal | undefined,
): Promise<{ sha256: string; sizeBytes: number }> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  const file = await fileOperation('write', temporary, () => open(temporary, 'wx'));
  try {
    for await (const chunk of abortable(content, signal)) {
      hash.update(chunk);
      sizeBytes += chunk.length;
      await fileOperation('write', temporary, () => file.appendFile(chunk));
    }
    signal?.throwIfAborted();
    await fileOperation('write', temporary, () => file.sync());
  } finally {
    await file.close();
  }
  return { sha256: hash.digest('hex'), sizeBytes };
}

/** Publishes a temporary file as an object, unless there is one of that name; returns the facts of what is there. */
export async function publishObject(temporary: string, path: string, sidecar: Sidecar): Promise<Sidecar> {
  if (await publishNew(temporary, path)) return publishSidecar(temporarySidecar(temporary), path, sidecar);
  const file = await stat(path);
  const facts = await readSidecar(path, file.size);
  if (facts !== null) return facts;
  // The writer was killed before it put the sidecar there, or is about to put it: with the same content it is ours too.
  const sha256 = await hashFile(path);
  if (sha256 === sidecar.sha256) return publishSidecar(temporarySidecar(temporary), path, sidecar);
  return factsOf(path, file);
}

/** Publishes a temporary file in the place of what is there; without its sidecar meanwhile, so that none is wrong. */
export async function replaceObject(temporary: string, path: string, sidecar: Sidecar): Promise<Sidecar> {
  await removeSidecar(path);
  await rename(temporary, path);
  return publishSidecar(temporarySidecar(temporary), path, sidecar);
}

/**
 * The facts of an object. A crash may have left content without its sidecar: the content is hashed then. What the
 * writer said of it is lost, which makes callers that need it write the object again.
 */
export async function factsOf(path: string, file: Stats): Promise<Sidecar> {
  for (;;) {
    const sidecar = await readSidecar(path, file.size);
    if (sidecar !== null) return sidecar;
    if (Date.now() - file.ctimeMs > SIDECAR_GRACE_MS) break;
    await sleep(SIDECAR_POLL_MS);
  }
  const sha256 = await hashFile(path);
  return { sha256, sizeBytes: file.size, contentType: 'application/octet-stream', metadata: {} };
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Uint8Array);
  return hash.digest('hex');
}
