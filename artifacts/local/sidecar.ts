import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { unlessMissing } from './file-operation.js';
import { sidecarPath } from './object-path.js';
import { publishNew } from './publish.js';

const sidecarSchema = z.object({
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  sizeBytes: z.number(),
  contentType: z.string(),
  metadata: z.record(z.string(), z.string()),
});

/** What is kept beside an object, in `<key>.meta.json`: a pure function of the content and the caller's metadata. */
export type Sidecar = Readonly<z.infer<typeof sidecarSchema>>;

/** The facts beside an object; null when there are none, or when they are of other content. */
export async function readSidecar(path: string, sizeBytes: number): Promise<Sidecar | null> {
  const text = await unlessMissing(readFile(sidecarPath(path), 'utf8'));
  if (text === null) return null;
  try {
    const sidecar = sidecarSchema.parse(JSON.parse(text));
    return sidecar.sizeBytes === sizeBytes ? sidecar : null;
  } catch {
    // Not whole, as after a power failure: the same as none.
    return null;
  }
}

/** Writes a sidecar that is to be published; before the object is, so that the object is without it for a moment only. */
export function prepareSidecar(temporary: string, sidecar: Sidecar): Promise<void> {
  return writeFile(temporary, JSON.stringify(sidecar), { flag: 'wx', flush: true });
}

/**
 * Puts a prepared sidecar beside an object and returns what is there: another writer of the same content may have been
 * first, and everybody gets the first one's. One of other content is left over from an object that is gone, so it
 * makes way.
 */
export async function publishSidecar(temporary: string, path: string, sidecar: Sidecar): Promise<Sidecar> {
  if (await publishNew(temporary, sidecarPath(path))) return sidecar;
  const there = await readSidecar(path, sidecar.sizeBytes);
  if (there?.sha256 === sidecar.sha256) return there;
  await rename(temporary, sidecarPath(path));
  return sidecar;
}

/** Removes the facts beside an object, if there are any. */
export async function removeSidecar(path: string): Promise<void> {
  await rm(sidecarPath(path), { force: true });
}
