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

/**
 * Puts facts beside an object and returns what is there: another writer of the same content may have been first, and
 * everybody gets the first one's. Facts of other content are left over from an object that is gone, so they make way.
 */
export async function publishSidecar(path: string, sidecar: Sidecar, temporary: string): Promise<Sidecar> {
  await writeFile(temporary, JSON.stringify(sidecar), { flag: 'wx', flush: true });
  try {
    if (await publishNew(temporary, sidecarPath(path))) return sidecar;
    const there = await readSidecar(path, sidecar.sizeBytes);
    if (there?.sha256 === sidecar.sha256) return there;
    await rename(temporary, sidecarPath(path));
    return sidecar;
  } finally {
    await rm(temporary, { force: true });
  }
}

/** Removes the facts beside an object, if there are any. */
export async function removeSidecar(path: string): Promise<void> {
  await rm(sidecarPath(path), { force: true });
}
